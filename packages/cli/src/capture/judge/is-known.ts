import type { Capture } from "../types.ts";
import { verdictOn } from "./verdict-on.ts";

/** Whether a failure means something to the table. */
export const isKnown = (capture: Capture): boolean => verdictOn(capture).category !== "unknown";
