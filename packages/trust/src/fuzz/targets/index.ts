import type { Target } from "../target.ts";
import { axiosTarget, edge, stream } from "./adapters.ts";
import { envelope, html, message } from "./bodies.ts";
import { curl, har } from "./captures.ts";
import { headers, waits } from "./headers.ts";
import { redaction, report } from "./redaction.ts";
import { thrownTarget } from "./thrown.ts";
import { values } from "./values.ts";

/** Everything that is tested with hostile input. */
export const targets: readonly Target[] = [
  ...[envelope, message, html, headers, waits, values],
  ...[har, curl, redaction, report, stream, edge, axiosTarget, thrownTarget],
];
