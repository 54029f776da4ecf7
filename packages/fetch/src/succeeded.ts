import type { Attempt } from "@comet-triage/core";
import { type Story, tell } from "./story.ts";

/** @param unread - what is left of the body to read, if anything is */
export const succeeded = (value: Response, unread: ReadableStream | null, story?: Story): Attempt<Response> => ({
  ok: true,
  value,
  status: value.status,
  inUse: unread ?? undefined,
  discard: () => value.body?.cancel().catch(() => {}),
  settle: (end) => void tell(value, end, story),
});
