import {
  type Attempt,
  answerKind,
  type BodyHead,
  inspectDocument,
  inspectionOf,
  readFailure,
  sizeOf,
} from "@comet-triage/core";
import type { Call } from "./call.ts";
import { observeStream } from "./event-stream.ts";
import { failed } from "./failed.ts";
import { rebuildFrom } from "./rebuild.ts";
import { succeeded } from "./succeeded.ts";

/** Turns a response into what the engine judges. A plain success is handed on as it came. */
export async function observe(response: Response, call: Call): Promise<Attempt<Response>> {
  const { inspect } = call.policy.triage;
  const { status, headers, body } = response;
  const kind = answerKind(status, () => headers.has("location"));
  // What a `no-cors` request may see tells nothing.
  const isHandedOn =
    kind === "unchanged" || response.type === "opaque" || (kind === "redirect" && call.outgoing.wantsRedirects);
  if (isHandedOn) return succeeded(response, body);
  if (kind !== "success") {
    return failed(response, inspect ? await readFailure(body) : undefined, call);
  }
  if (!inspect || body === null) return succeeded(response, body);

  const inspection = inspectionOf(headers.get("content-type") ?? undefined);
  if (inspection === "events") return observeStream(response, call);
  if (inspection === "none") return succeeded(response, body);
  const { isDisguised, head } = await inspectDocument(body, inspection === "html");
  if (isDisguised) return failed(response, head, call);
  const isWhole = hasAllOf(response, head);
  const value = rebuildFrom(response, { ...head, isWhole });
  return succeeded(value, isWhole ? null : value.body);
}

/** Whether all that was declared has arrived, so that no stream is needed for the rest. */
const hasAllOf = ({ headers }: Response, head: BodyHead): boolean =>
  head.isWhole || (headers.get("content-length") === String(sizeOf(head)) && !headers.has("content-encoding"));
