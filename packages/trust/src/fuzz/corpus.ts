import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { scenarios } from "@comet-triage/simulator";

const vectors = join(createRequire(import.meta.url).resolve("@comet-triage/core/package.json"), "../vectors");

/** What one of core's vectors shows. */
interface Shown {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

const shown: readonly Shown[] = readdirSync(vectors).flatMap((file) => {
  const sections = JSON.parse(readFileSync(join(vectors, file), "utf8")) as { vectors: { failure: Shown }[] }[];
  return sections.flatMap(({ vectors }) => vectors.map(({ failure }) => failure));
});

const asText = (body: unknown): string => (typeof body === "string" ? body : (JSON.stringify(body) ?? ""));

const replies = scenarios.flatMap((scenario) => scenario.replies);

/** Bodies that gateways really send: those of core's vectors, and of the simulator's scenarios. */
export const bodies: readonly string[] = [
  ...new Set([
    ...shown.map(({ body }) => asText(body)),
    ...replies.map(({ body, chunks }) => chunks?.join("") ?? asText(body)),
  ]),
].filter((text) => text !== "");

/** Values of headers that have a meaning. */
export const headerValues: readonly string[] = [
  ...new Set(shown.flatMap(({ headers = {} }) => Object.values(headers))),
].filter((value) => typeof value === "string");

/** Names of headers that have a meaning. */
export const headerNames: readonly string[] = [
  ...new Set([
    ...shown.flatMap(({ headers = {} }) => Object.keys(headers)),
    ...["retry-after", "retry-after-ms", "date", "ratelimit", "ratelimit-reset", "x-ratelimit-remaining"],
    ...["content-type", "content-length", "x-should-retry", "x-request-id", "cf-ray", "location"],
  ]),
];
