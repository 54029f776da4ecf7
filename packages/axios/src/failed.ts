import { type Attempt, type BodyHead, errorBody, type FailedEnd, finalAnswer, textOf } from "@comet-triage/core";
import { AxiosError, type AxiosResponse } from "axios";
import type { TriagedCall } from "./call.ts";
import { changeHeaders } from "./change-headers.ts";
import { type DataForm, streamFrom } from "./data.ts";
import { reject } from "./reject.ts";
import { type Exchange, exchangeOf, type FailedTriage, tell } from "./story.ts";

/** What is known about a failure's data. */
interface Seen {
  readonly form: DataForm | undefined;
  /** Absent if the data was not read, or is not bytes. */
  readonly head?: BodyHead | undefined;
}

/** An attempt whose response is a failure. */
export function failed(response: AxiosResponse, seen: Seen, call: TriagedCall): Attempt<AxiosResponse> {
  const { request, data } = response;
  const { form, head } = seen;
  // It is not bytes: an adapter may return parsed data.
  const parsed: unknown = call.policy.triage.inspect ? data : undefined;
  return {
    ok: false,
    // A browser hides the redirect it did not follow: its status is 0.
    failure: {
      status: response.status || 302,
      headers: response.headers,
      body: head ? textOf(head.chunks, response.headers["content-type"] as string | undefined) : parsed,
    },
    canReplay: call.outgoing.canReplay,
    inUse: form?.isStream && !head?.isWhole ? (data as object) : undefined,
    discard() {
      release(seen);
      stopSending(request, data);
    },
    settle(end) {
      stopSending(request, data);
      return settle(response, seen, call, end);
    },
  };
}

/** Ends an upload that was refused, once its answer has been read: a server that reads no further would keep it open. */
function stopSending(request: AxiosResponse["request"], data: AxiosResponse["data"]): void {
  // Only Node's own transport reports this.
  const stop = () => void (request?.writableFinished === false && request.destroy());
  const isUnread = typeof data?.once === "function" && !data.destroyed;
  if (isUnread) data.once("close", stop);
  else stop();
}

/** Frees the connection of a stream. */
export function release({ head, form }: Seen): void {
  if (form?.isStream) (head ? head.reader : form.open(0).getReader())?.cancel().catch(() => {});
}

/**
 * The failure as its caller gets it. An honest one keeps its data, and `validateStatus` decides about it; one that
 * was disguised as success is an error that says what to do, with data in the form that was requested.
 */
async function settle(response: AxiosResponse, seen: Seen, call: TriagedCall, end: FailedEnd): Promise<AxiosResponse> {
  const { head, form } = seen;
  const exchange = exchangeOf(call.outgoing.config, response);
  const { normalize } = call.policy.triage;
  const answer = changeHeaders(response, (from) =>
    finalAnswer(end.verdict, response.status, (name) => from.has(name), normalize),
  );
  response.status = answer.status;
  if (answer.isHonest) {
    if (form?.isStream && head) response.data = await form.make(streamFrom(head));
    const { validateStatus } = call.outgoing.config;
    if (validateStatus && !validateStatus(answer.status)) return refused(response, end, exchange);
    tell(response, end, exchange);
    return response;
  }
  release(seen);
  response.statusText = "";
  const body = errorBody(end.verdict, call.outgoing.describe().url);
  response.data = form ? await form.make(new Blob([JSON.stringify(body)]).stream()) : body;
  return refused(response, end, exchange, call.messageOf(end));
}

/** Rejects with a response, as axios does. */
export function refused(
  response: AxiosResponse,
  triage: FailedTriage,
  exchange: Exchange,
  message = `Request failed with status code ${response.status}`,
): never {
  const isRequest = response.status >= 400 && response.status < 500;
  const code = isRequest ? AxiosError.ERR_BAD_REQUEST : AxiosError.ERR_BAD_RESPONSE;
  return reject(new AxiosError(message, code, response.config, response.request, response), triage, exchange);
}
