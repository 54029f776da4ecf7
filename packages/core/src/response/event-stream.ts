import type { Verdict } from "../classify.ts";
import type { Failure } from "../failure.ts";
import { parseJson } from "../read/json.ts";
import { isErrorEvent } from "../read/stream-events.ts";
import { pathOf } from "../read/url.ts";
import { type BodyHead, type BodyReader, textOf } from "./body.ts";
import { readMembers } from "./disguise.ts";
import { errorBody, isAnthropicRoute, isGoogleRoute } from "./error-body.ts";
import { type CreateParser, StreamWatch } from "./stream-watch.ts";
import { WholeLines } from "./whole-lines.ts";

/** The most bytes held back before the first content; more count as content. */
const preambleLimit = 65_536;

/** The call that an event stream answers. */
export interface StreamCall {
  /** Makes the parser of events. */
  readonly createParser: CreateParser;
  readonly url: string | undefined;
  /** Whether a stream that ends too early gets an error event at its end. */
  readonly cutStreams: "report" | "pass";
  /** Whether the caller aborted. */
  isAborted(): boolean;
  /** Judges an error after the first content. */
  judge(found: Pick<Failure, "body" | "error">): Verdict;
  /** Called with the verdict of an error after the first content, before the error is handed on. */
  late(verdict: Verdict): void;
}

/** An event stream being read. */
interface Source {
  readonly reader: BodyReader;
  readonly lines: WholeLines;
  readonly watch: StreamWatch;
  /** Read, but not passed on yet. */
  readonly held: Uint8Array[];
  /** The caller canceled: the stream did not end by itself. */
  isLeft: boolean;
}

/**
 * Holds an event stream back until its first event with content. An error or an end before that is a failure that may be
 * retried. Later failures are not, and errors reach the reader as error events.
 *
 * @returns the body from its first byte; or the head of one that failed before its first content
 * @throws what the reader throws before the first content
 */
export async function openEventStream(
  reader: BodyReader,
  call: StreamCall,
): Promise<{ readonly body: ReadableStream<Uint8Array> } | { readonly failed: BodyHead }> {
  const watch = new StreamWatch(call.createParser);
  const held: Uint8Array[] = [];
  // A job's report that it failed is an answer where nothing else comes.
  let isReport = false;
  const lines = new WholeLines((json, isFirst) => {
    const event = asEvent(json);
    isReport ||= isFirst && event !== undefined && readMembers(json) !== "error";
    return isFirst && isReport ? undefined : event;
  });
  const source: Source = { reader, lines, watch, held, isLeft: false };
  for (let heldBytes = 0; !watch.hasContent && !watch.isFinished && heldBytes <= preambleLimit; ) {
    const { done, bytes } = await readLines(source);
    held.push(bytes);
    heldBytes += bytes.byteLength;
    const isError = watch.hasContent ? isReport : watch.error !== undefined || (isReport && watch.isFinished);
    if (isError) return { failed: { chunks: held, isWhole: done, reader } };
    if (done && !watch.hasContent && !watch.isFinished) {
      // The content type is set before the upstream answers: the body may not be a stream.
      const text = watch.isUnderstood ? "" : textOf(held).trim();
      const document = typeof parseJson(text) === "object" ? (readMembers(text) ?? "none") : undefined;
      if (document === "none") break;
      return { failed: { chunks: document ? held : [...held, ended], isWhole: true, reader: undefined } };
    }
  }
  return { body: streamOf(handOn(source, call), source) };
}

/** A comment, so that even an empty stream reads as one that was cut. */
const ended = /* @__PURE__ */ new TextEncoder().encode(": ended\n\n");

/** The next whole lines, seen by the watch. */
async function readLines({ reader, lines, watch }: Source): Promise<{ done: boolean; bytes: Uint8Array }> {
  const { done, value } = await reader.read();
  const bytes = done ? lines.rest() : lines.push(value);
  watch.feed(bytes);
  if (done) watch.end();
  return { done, bytes };
}

/** The whole stream, ending with an error event if it breaks or if clients of the route would not see its error. */
async function* handOn(source: Source, call: StreamCall): AsyncGenerator<Uint8Array> {
  const { watch, held } = source;
  let late: Verdict | undefined;
  const isReporting = call.cutStreams === "report";
  const tell = (verdict: Verdict) => {
    late = verdict;
    call.late(verdict);
  };
  const tellError = () => {
    if (watch.error !== undefined && late === undefined) tell(call.judge({ body: watch.error }));
  };
  // A reader may throw at the error's first byte, and then ask for the verdict.
  tellError();
  yield* held;
  try {
    for (let done = false; !done; ) {
      const read = await readLines(source);
      done = read.done;
      const isCut = done && !source.isLeft && !watch.isFinished && watch.isUnderstood && watch.error === undefined;
      if (isCut) tell(call.judge({ body: ": cut\n\n" }));
      tellError();
      // Half a line is of no use.
      if (!isCut || !isReporting) yield read.bytes;
    }
  } catch (error) {
    const verdict = call.judge({ error });
    // An error in the stream says more than how it ended.
    if (late === undefined) {
      tell(verdict);
      // The transport's words may name hosts, and the stream may go on to another caller.
      late = { ...verdict, message: undefined };
    }
    const isReported = watch.isUnderstood && !watch.isFinished && isReporting;
    if (!isReported || call.isAborted() || verdict.category === "canceled") throw error;
  }
  if (late !== undefined && !isSeen(watch, call.url) && isReporting) yield errorEvent(late, call.url);
}

/** Whether clients of the route recognize the stream's error. */
function isSeen({ hasClearError, hasPlainError, error = "" }: StreamWatch, url: string | undefined): boolean {
  if (isGoogleRoute(url)) return /"code"\s*:\s*[45]\d\d\b/.test(error);
  return hasClearError || (hasPlainError && !isAnthropicRoute(url));
}

function errorEvent(verdict: Verdict, url: string | undefined): Uint8Array {
  // Clients of the Responses API tell events by their type.
  const type = /\/responses\b/.test(pathOf(url)) ? { type: "error", sequence_number: 0 } : {};
  return new TextEncoder().encode(`\n${asEvent(JSON.stringify({ ...type, ...errorBody(verdict, url) }))}`);
}

/** An error object as an event on one line; `undefined` for any other JSON. */
function asEvent(json: string): string | undefined {
  const data = parseJson(json);
  if (!isErrorEvent(data)) return undefined;
  const name = (data as { type?: unknown }).type === "error" ? "event: error\n" : "";
  return `${name}data: ${json.replace(/[\r\n]\s*/g, "")}\n\n`;
}

/** A stream of what a generator yields. Canceling it frees the connection at once. */
const streamOf = (chunks: AsyncGenerator<Uint8Array>, source: Source): ReadableStream<Uint8Array> =>
  new ReadableStream(
    {
      async pull(controller) {
        for (;;) {
          const { done, value } = await chunks.next();
          if (done) return controller.close();
          if (value.byteLength > 0) return controller.enqueue(value);
        }
      },
      async cancel(reason) {
        source.isLeft = true;
        await source.reader.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
