import type { Connect } from "./client.ts";
import { clientOf } from "./smithy.ts";

export const connect: Connect = (target) => clientOf(target, "adaptive");
