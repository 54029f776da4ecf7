/** The workers that are compared, by the origin of their upstream. */
export const workers = {
  /** Passes everything on without looking at it. */
  bare: (upstream: string) => `
    export default { fetch(request) {
      const { pathname, search } = new URL(request.url);
      return fetch("${upstream}" + pathname + search, request);
    } };`,
  ours: (upstream: string) => `
    import { createHandler } from "@comet-triage/edge";
    export default { fetch: createHandler({
      upstream: "${upstream}",
      initialDelay: 1,
      authorize: (request) => request.headers.get("authorization") === "Bearer app-token",
    }) };`,
} as const;

export type WorkerName = keyof typeof workers;

/** The names of the workers in the tables. */
export const titles = { bare: "a worker that hands everything on", ours: "comet-triage edge" } as const;
