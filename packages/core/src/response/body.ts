import { unlessAborted } from "../retry/abort.ts";
import { after, systemRuntime, timeoutError } from "../runtime.ts";
import { concat } from "./bytes.ts";

/** How long a failure's body may stall, in milliseconds. */
const maxStandstill = 10_000;

/** The start of a body, and the reader of the rest. */
export interface BodyHead {
  readonly chunks: readonly Uint8Array[];
  /** Nothing follows. */
  readonly isWhole: boolean;
  readonly reader: BodyReader | undefined;
}

/** A reader of a body, such as the reader of a web stream. */
export interface BodyReader {
  read(): Promise<{ done: true; value?: Uint8Array | undefined } | { done: false; value: Uint8Array }>;
  /** Frees the connection. */
  cancel(reason?: unknown): Promise<unknown>;
}

/** A body that has not been read yet, such as a web stream. */
export interface UnreadBody {
  getReader(): BodyReader;
}

/** How much of a failure's body is read to judge it, in bytes. */
export const failureLimit: number = 65_536;

/**
 * Reads a body until it ends or `limitBytes` have arrived, whichever is first.
 *
 * @param isFailure - see {@link readFailure}
 */
export const readHead = (body: UnreadBody | null, limitBytes: number, isFailure?: boolean): Promise<BodyHead> =>
  readMore({ chunks: [], isWhole: body === null, reader: body?.getReader() }, limitBytes, isFailure);

/** Reads as much of a failure's body as judging needs; if it breaks or stalls, what came before that. Reading on then throws. */
export const readFailure = (body: UnreadBody | null): Promise<BodyHead> => readHead(body, failureLimit, true);

/**
 * Reads on until the body ends or `limitBytes` have arrived in all.
 *
 * @param isFailure - if the body breaks or stalls, returns what was read so far, as {@link readFailure} does
 */
export async function readMore(head: BodyHead, limitBytes: number, isFailure?: boolean): Promise<BodyHead> {
  if (head.reader === undefined || head.isWhole) return head;
  const reader = isFailure ? impatient(head.reader) : head.reader;
  const chunks = [...head.chunks];
  for (let size = sizeOf(head); size < limitBytes; ) {
    const next = await reader.read().catch((error) => {
      if (!isFailure) throw error;
    });
    if (next === undefined) break;
    const { done, value } = next;
    if (done) return { chunks, isWhole: true, reader: undefined };
    chunks.push(value);
    size += value.byteLength;
  }
  return { chunks, isWhole: false, reader };
}

/** A reader that ends a stalled body. Uses the system's clock: a runtime's `sleep` is for waits between attempts. */
function impatient(reader: BodyReader): BodyReader {
  const limit = new AbortController();
  const giveUp = () => {
    limit.abort(timeoutError(`No byte of the failure's body came for ${maxStandstill} ms`));
    reader.cancel().catch(() => {});
  };
  return {
    async read() {
      limit.signal.throwIfAborted();
      const stop = after(maxStandstill, systemRuntime, giveUp);
      return unlessAborted(reader.read(), [limit.signal]).finally(stop);
    },
    cancel: (reason) => reader.cancel(reason),
  };
}

/** Number of bytes read so far. */
export const sizeOf = ({ chunks }: Pick<BodyHead, "chunks">): number =>
  chunks.reduce((size, { byteLength }) => size + byteLength, 0);

/** The whole body again: what was read, then the rest as it arrives. */
export function rejoin({ chunks, isWhole, reader }: BodyHead): ReadableStream<Uint8Array> | Uint8Array | null {
  if (isWhole) return chunks.length === 0 ? null : concat(chunks);
  const held = [...chunks];
  const pull = async (controller: ReadableStreamDefaultController<Uint8Array>) => {
    const next = held.length > 0 ? { done: false, value: held.shift() } : await reader?.read();
    if (next?.value === undefined) controller.close();
    else controller.enqueue(next.value);
  };
  return new ReadableStream(
    { pull, cancel: async (reason) => void (await reader?.cancel(reason)) },
    { highWaterMark: 0 },
  );
}

/**
 * The chunks as text; a character cut off at the end is left out. Servers declare charsets that are not true: what can be UTF-8
 * is UTF-8.
 */
export function textOf(chunks: readonly Uint8Array[], contentType?: string | null): string {
  const charset = /(?:^|;)\s*charset\s*=\s*["']?([^"';,\s]+)/i.exec(contentType ?? "")?.[1];
  const bytes = concat(chunks);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return decoderFor(charset).decode(bytes, { stream: true });
  }
}

/** @param charset - without one, and if it is unknown, UTF-8 is decoded */
function decoderFor(charset: string | undefined): TextDecoder {
  try {
    return new TextDecoder(charset);
  } catch {
    return new TextDecoder();
  }
}
