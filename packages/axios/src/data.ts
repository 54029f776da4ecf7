import { type BodyHead, type BodyReader, rejoin, type UnreadBody } from "@comet-triage/core";
import type { ResponseType } from "axios";

/** The part of a Node stream that is used here. */
interface NodeStream extends AsyncIterable<Uint8Array> {
  destroy(): unknown;
  on(event: "error", listener: () => void): NodeStream;
}

/** What Node has, without an import: bundlers for browsers would try to resolve it. */
interface Node {
  readonly process: {
    getBuiltinModule(name: "node:stream"): { Readable: { fromWeb(stream: ReadableStream<Uint8Array>): NodeStream } };
  };
  readonly Buffer: { from(bytes: ArrayBuffer): Uint8Array };
}

/** The form of a response's data. */
export interface DataForm {
  readonly isStream: boolean;
  /** The data as bytes; if all of it is in memory, the first `limitBytes` at least. */
  open(limitBytes: number): UnreadBody;
  /** Other data in the same form. */
  make(bytes: ReadableStream<Uint8Array>): Promise<unknown>;
}

/**
 * @param abandon - ends the request, whether or not its stream can be canceled
 * @returns `undefined` if there is no data, or if it is not bytes, such as a document
 */
export function formOf(data: unknown, abandon = () => {}): DataForm | undefined {
  if (typeof data === "string") return textForm(data);
  if (data instanceof Uint8Array) return bytesForm(data);
  if (data instanceof ArrayBuffer) return bufferForm(data);
  if (data instanceof Blob) return blobForm(data);
  if (typeof data !== "object" || data === null) return undefined;
  if ("getReader" in data) return streamForm(data as ReadableStream<Uint8Array>, abandon);
  return "pipe" in data && Symbol.asyncIterator in data ? nodeForm(data as unknown as NodeStream) : undefined;
}

/**
 * Text as data in the form that a call asks for, where no response shows it.
 *
 * @param isNode - whether Node's transport would have sent it
 */
export async function dataFrom(
  text: string,
  responseType: ResponseType | undefined,
  isNode: boolean,
): Promise<unknown> {
  const answer = new Response(text);
  const { body } = answer;
  if (responseType === "stream") return isNode && body ? nodeStream(body) : body;
  if (responseType === "blob") return answer.blob();
  if (responseType !== "arraybuffer") return text;
  const bytes = await answer.arrayBuffer();
  return isNode ? (globalThis as unknown as Node).Buffer.from(bytes) : bytes;
}

const textForm = (text: string): DataForm => ({
  isStream: false,
  open: (limit) => oneChunk(() => new TextEncoder().encode(text.slice(0, limit))),
  make: (bytes) => new Response(bytes).text(),
});

const bytesForm = (data: Uint8Array): DataForm => ({
  isStream: false,
  open: (limit) => oneChunk(() => data.subarray(0, limit)),
  // With Node's `Buffer`, it is a `Buffer`.
  make: async (bytes) =>
    (data.constructor as typeof Uint8Array).from(new Uint8Array(await new Response(bytes).arrayBuffer())),
});

const bufferForm = (data: ArrayBuffer): DataForm => ({
  ...bytesForm(new Uint8Array(data)),
  make: (bytes) => new Response(bytes).arrayBuffer(),
});

const blobForm = (data: Blob): DataForm => ({
  isStream: false,
  open: (limit) => data.slice(0, limit).stream(),
  make: async (bytes) => new Blob([await new Response(bytes).arrayBuffer()], { type: data.type }),
});

const streamForm = (data: ReadableStream<Uint8Array>, abandon: () => void): DataForm => ({
  isStream: true,
  open: () => ({ getReader: () => abandoning(data.getReader(), abandon) }),
  make: async (bytes) => bytes,
});

const nodeForm = (data: NodeStream): DataForm => ({
  isStream: true,
  open: () => ({ getReader: () => nodeReader(data) }),
  make: async (bytes) => nodeStream(bytes),
});

function nodeStream(bytes: ReadableStream<Uint8Array>): NodeStream {
  const readable = (globalThis as unknown as Node).process.getBuiltinModule("node:stream").Readable.fromWeb(bytes);
  // As for a response of Node: an error without a listener must not end the process.
  return readable.on("error", () => {});
}

/** A stream that axios has wrapped is canceled only when its next chunk arrives: the request itself has to be ended. */
const abandoning = (reader: BodyReader, abandon: () => void): BodyReader => ({
  read: () => reader.read(),
  cancel(reason) {
    abandon();
    return reader.cancel(reason);
  },
});

function nodeReader(readable: NodeStream): BodyReader {
  const chunks: AsyncIterator<Uint8Array> = readable[Symbol.asyncIterator]();
  return {
    read: async () => {
      const { done, value } = await chunks.next();
      return done === true ? { done: true } : { done: false, value };
    },
    cancel: async () => void readable.destroy(),
  };
}

function oneChunk(make: () => Uint8Array): UnreadBody {
  let isRead = false;
  const read: BodyReader["read"] = async () => {
    if (isRead) return { done: true };
    isRead = true;
    return { done: false, value: make() };
  };
  return { getReader: () => ({ read, cancel: async () => {} }) };
}

/** A body that begins with given bytes. */
export function streamFrom(head: BodyHead): ReadableStream<Uint8Array> {
  const body = rejoin(head);
  return body instanceof ReadableStream ? body : (new Response(body as BodyInit | null).body ?? new Blob().stream());
}
