import { cometBaseUrl } from "@comet-triage/core";
import type { Gateway } from "./gateway.ts";

/** The real gateway, or none without a key. */
export const liveGateway = (key: string, baseUrl = cometBaseUrl): Gateway | undefined =>
  key === ""
    ? undefined
    : {
        origin: new URL(baseUrl).origin,
        key,
        isSimulated: false,
        isRemote: true,
        // A real model may think for a minute.
        timeout: 60_000,
        fetch: (input, init) => globalThis.fetch(input, init),
      };
