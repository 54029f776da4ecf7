import {
  type Attempt,
  answerKind,
  failureLimit,
  inspectDocument,
  inspectionOf,
  isBodiless,
  readFailure,
} from "@comet-triage/core";
import { AxiosHeaders, type AxiosResponse } from "axios";
import type { TriagedCall } from "./call.ts";
import { formOf, streamFrom } from "./data.ts";
import { observeStream } from "./event-stream.ts";
import { failed } from "./failed.ts";
import { succeeded } from "./succeeded.ts";

/**
 * Turns a response into an attempt for the engine. A plain success is passed on unchanged.
 *
 * @param received - called once it is known that nothing has failed so far
 * @param abandon - ends the request, for streams that cannot be canceled
 */
export async function observe(
  response: AxiosResponse,
  call: TriagedCall,
  received: () => void,
  abandon: (() => void) | undefined,
): Promise<Attempt<AxiosResponse>> {
  const { inspect } = call.policy.triage;
  const headers = AxiosHeaders.from(response.headers as AxiosHeaders);
  const kind = answerKind(response.status, () => headers.has("location"));
  const form = formOf(response.data, abandon);
  if (kind === "unchanged" || (kind === "redirect" && call.outgoing.wantsRedirects)) return succeeded(response, call);
  if (kind !== "success") {
    const head = inspect && form ? await readFailure(form.open(failureLimit)) : undefined;
    return failed(response, { form, head }, call);
  }
  received();

  const isInspected = inspect && !isBodiless(response.status, call.outgoing.config.method);
  const inspection = isInspected ? inspectionOf(headers.get("content-type") as string | undefined) : "none";
  if (form === undefined || inspection === "none") return succeeded(response, call);
  if (inspection === "events") return observeStream(response, form, call);
  const { isDisguised, head } = await inspectDocument(form.open(failureLimit), inspection === "html");
  if (isDisguised) return failed(response, { form, head }, call);
  if (form.isStream) response.data = await form.make(streamFrom(head));
  return succeeded(response, call);
}
