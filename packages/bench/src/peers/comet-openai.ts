import { createFetch } from "@comet-triage/fetch";
import type { Connect } from "./client.ts";
import { ownOptions } from "./comet-fetch.ts";
import { clientOf } from "./openai.ts";

export const connect: Connect = (target) => clientOf(target, { fetch: createFetch(ownOptions(target)) });
