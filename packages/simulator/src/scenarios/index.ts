import { auth } from "./auth.ts";
import { badRequest } from "./bad-request.ts";
import { disguised } from "./disguised.ts";
import { network } from "./network.ts";
import { pathAndSize } from "./path-and-size.ts";
import { platform } from "./platform.ts";
import { quota } from "./quota.ts";
import { rateLimit } from "./rate-limit.ts";
import type { Scenario } from "./scenario.ts";
import { streams } from "./streams.ts";

/** The catalogue, grouped by section. */
export const scenarios: readonly Scenario[] = [
  ...badRequest,
  ...auth,
  ...pathAndSize,
  ...rateLimit,
  ...quota,
  ...platform,
  ...network,
  ...streams,
  ...disguised,
];
