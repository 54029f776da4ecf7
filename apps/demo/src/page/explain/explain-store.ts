import { signal } from "@preact/signals";
import type { Answer, Detail, FailureLine, OwnStatus, Question } from "./protocol.ts";

/** What the view shows of the input. */
export interface ExplainState {
  /** A file's name and size, if the input was a file or too long to be shown. */
  readonly file?: { readonly name: string; readonly bytes: number };
  readonly isReading: boolean;
  /** Why it cannot be judged. */
  readonly refusal?: string;
  readonly own?: OwnStatus | undefined;
  readonly total?: number;
  readonly failures?: readonly FailureLine[];
  readonly detail?: Detail;
}

const nothing: ExplainState = { isReading: false };

export const explained = signal<ExplainState>(nothing);

/** Largest file that is read, in bytes. */
const fileLimit = 40 * 2 ** 20;

let worker: Worker | undefined;
let lastId = 0;

/** Judges a text; if an older one is still being read, that is dropped. */
export function explainText(text: string, status: number | undefined): void {
  if (text.trim() === "" && status === undefined) forget();
  else ask(text, status, { isReading: true });
}

/** Judges a file. */
export function explainFile(file: File, status: number | undefined): void {
  const { name, size: bytes } = file;
  if (bytes > fileLimit) {
    forget();
    const refusal = `${name} has ${tellBytes(bytes)}; ${tellBytes(fileLimit)} is the most that is read. Keep the failed calls only: filter the network panel before you save the HAR, or cut the log.`;
    explained.value = { file: { name, bytes }, isReading: false, refusal };
  } else ask(file, status, { file: { name, bytes }, isReading: true });
}

/** Shows another of the failures that were found. */
export const showFailure = (index: number): void => worker?.postMessage({ kind: "show", id: lastId, index });

export function forget(): void {
  drop();
  explained.value = nothing;
}

/** "3.4 MB". */
export const tellBytes = (bytes: number): string =>
  bytes < 2 ** 20 ? `${Math.ceil(bytes / 1024)} kB` : `${Number((bytes / 2 ** 20).toFixed(1))} MB`;

function ask(content: string | File, status: number | undefined, state: ExplainState): void {
  if (explained.peek().isReading) drop();
  const { failures, total, detail, own } = explained.peek();
  // The last result stays on the page until the new one comes: nothing jumps while the user types.
  explained.value = {
    own,
    ...(failures && { failures }),
    ...(total && { total }),
    ...(detail && { detail }),
    ...state,
  };
  worker ??= startWorker();
  worker.postMessage({ kind: "read", id: ++lastId, content, status } satisfies Question);
}

function startWorker(): Worker {
  const worker = new Worker(new URL("./explain.worker.ts", import.meta.url), { type: "module" });
  worker.onmessage = ({ data }: MessageEvent<Answer>) => hear(data);
  worker.onerror = () => {
    drop();
    const refusal =
      "The code that reads failures could not be loaded. Check that the lab's server is running, then reload the page.";
    explained.value = { isReading: false, refusal };
  };
  return worker;
}

function drop(): void {
  worker?.terminate();
  worker = undefined;
}

function hear(answer: Answer): void {
  if (answer.id !== lastId) return;
  const { file } = explained.peek();
  const kept = file ? { file } : {};
  if (answer.kind === "refused") explained.value = { ...kept, isReading: false, refusal: answer.reason };
  else if (answer.kind === "detail") explained.value = { ...explained.peek(), isReading: false, detail: answer.detail };
  else {
    const { total, failures, own } = answer;
    // The first failure's detail follows at once.
    explained.value = { ...kept, isReading: failures.length > 0, own, total, failures };
  }
}
