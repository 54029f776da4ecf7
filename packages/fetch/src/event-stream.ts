import { type Attempt, errorBody, isErrorEvent, type Verdict } from "@comet-triage/core";
import type { BodyReader } from "./body.ts";
import type { Call } from "./call.ts";
import { failed } from "./failed.ts";
import { rebuild } from "./rebuild.ts";
import { type Story, tell } from "./story.ts";
import { StreamWatch } from "./stream-watch.ts";
import { WholeLines } from "./whole-lines.ts";

/** How much may come before the first content, in bytes; more than that counts as content. */
const preambleLimit = 64 * 1024;

/** An event stream being read. */
interface Source {
  readonly response: Response;
  readonly reader: BodyReader;
  readonly lines: WholeLines;
  readonly watch: StreamWatch;
  /** What was read and not handed on yet. */
  readonly held: Uint8Array[];
}

/**
 * Holds an event stream back until its first event with content. An error or an end before that is a failure that may
 * be sent again; after it nothing is, and what goes wrong reaches the reader as an error event.
 */
export async function observeStream(response: Response, call: Call): Promise<Attempt<Response>> {
  const reader = response.body?.getReader() as BodyReader;
  const source: Source = { response, reader, lines: new WholeLines(asEvent), watch: new StreamWatch(), held: [] };
  const { watch, held } = source;
  for (let heldBytes = 0; !watch.hasContent && !watch.isFinished && heldBytes <= preambleLimit; ) {
    const { done, bytes } = await readLines(source);
    held.push(bytes);
    heldBytes += bytes.byteLength;
    const isError = watch.error !== undefined && !watch.hasContent;
    if (isError) return failed(response, { chunks: held, isWhole: done, reader }, call);
    if (done && !watch.hasContent && !watch.isFinished) {
      return failed(response, { chunks: [...held, ended], isWhole: true, reader: undefined }, call);
    }
  }
  const story = tell(undefined, undefined);
  const value = rebuild(response, streamOf(handOn(source, call, story), reader));
  return { ok: true, value, status: response.status, settle: (end) => tell(value, end, story) };
}

/** A comment, so that even an empty stream reads as one that was cut. */
const ended = new TextEncoder().encode(": ended\n\n");

/** The next whole lines, seen by the watch. */
async function readLines({ reader, lines, watch }: Source): Promise<{ done: boolean; bytes: Uint8Array }> {
  const { done, value } = await reader.read();
  const bytes = done ? lines.rest() : lines.push(value);
  watch.feed(bytes);
  if (done) watch.end();
  return { done, bytes };
}

/** Everything from the first byte, then, if the stream breaks, an error event in its place. */
async function* handOn(source: Source, call: Call, story: Story): AsyncGenerator<Uint8Array> {
  const { response, watch, held } = source;
  yield* held;
  try {
    for (let done = false; !done; ) {
      const read = await readLines(source);
      done = read.done;
      const isCut = done && !watch.isFinished && watch.isUnderstood && watch.error === undefined;
      if (isCut) story.late = call.judge({ status: response.status, headers: response.headers, body: ": cut\n\n" });
      if (watch.error !== undefined) {
        story.late ??= call.judge({ status: response.status, headers: response.headers, body: watch.error });
      }
      // Half a line is no use to anybody.
      if (!isCut || call.triage.cutStreams === "pass") yield read.bytes;
    }
  } catch (error) {
    story.late = call.judge({ status: response.status, headers: response.headers, error });
    const isReported = watch.isUnderstood && !watch.isFinished && call.triage.cutStreams === "report";
    if (!isReported || call.isAborted || story.late.category === "canceled") throw error;
  }
  const isBroken = story.late !== undefined && watch.error === undefined;
  if (isBroken && call.triage.cutStreams === "report") yield errorEvent(story.late as Verdict, call);
}

const errorEvent = (verdict: Verdict, call: Call): Uint8Array =>
  new TextEncoder().encode(`\n${asEvent(JSON.stringify(errorBody(verdict, call.describe().url)))}`);

/** An error object as an event; `undefined` for any other JSON. */
function asEvent(json: string): string | undefined {
  let data: unknown;
  try {
    data = JSON.parse(json);
  } catch {
    return undefined;
  }
  if (!isErrorEvent(data)) return undefined;
  return `${(data as { type?: unknown }).type === "error" ? "event: error\n" : ""}data: ${json}\n\n`;
}

/** A stream of what a generator yields. Canceling it frees the connection at once. */
const streamOf = (chunks: AsyncGenerator<Uint8Array>, reader: BodyReader): ReadableStream<Uint8Array> =>
  new ReadableStream(
    {
      async pull(controller) {
        for (;;) {
          const { done, value } = await chunks.next();
          if (done) return controller.close();
          if (value.byteLength > 0) return controller.enqueue(value);
        }
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
