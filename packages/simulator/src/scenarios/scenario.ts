import type { JsonValue, Reply } from "../reply/reply.ts";

/** The order of the sections in lists of the catalogue. */
export const sections = [
  "bad request",
  "auth",
  "forbidden",
  "path",
  "size",
  "rate limit",
  "platform and timeouts",
  "network",
  "streams",
  "disguised as success",
] as const;

/** The title under which scenarios are listed. */
export type Section = (typeof sections)[number];

/** A request that fits a scenario. Any other request gets the same replies. */
export interface SampleRequest {
  readonly method: "GET" | "POST";
  /** From the origin, query included: `/v1/chat/completions`. */
  readonly path: string;
  readonly body?: JsonValue;
  /** True if the body asks for a stream. */
  readonly stream?: true;
}

/** A named sequence of replies. Each session gets them in order, then again from the start. */
export interface Scenario {
  readonly name: string;
  readonly title: string;
  readonly section: Section;
  readonly request: SampleRequest;
  readonly replies: readonly Reply[];
  /** Needs its own socket: only `startSimulator` serves it in full. */
  readonly needs?: "node";
}
