import { createFetch } from "@comet-triage/fetch";
import type { Connect } from "./client.ts";
import { clientOf, ownOptions } from "./comet-fetch.ts";

export const connect: Connect = (target) => clientOf(target, createFetch({ ...ownOptions(target), throttle: false }));
