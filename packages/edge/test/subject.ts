import { type Candidate, readText } from "@comet-triage/conformance/runner";
import { attemptsOf, createHandler, defaultRoutes, type Handler, verdictOf } from "../src/index.ts";
import { gaps } from "./conformance-gaps.ts";

/** Vectors also use wrong paths. */
const routes = [...defaultRoutes, "GET /models", "POST /chat/completions", "POST /v1/*/*", "POST /*/*", "PUT /v1/*/*"];

/** `createHandler` as the vectors play it: the handler is called with a request, as a runtime calls it. */
export const candidate: Candidate = {
  gaps,
  subject(options, beforeSend) {
    const handlerFor = (upstream: string): Handler =>
      createHandler({
        ...options,
        public: true,
        keyName: false,
        upstream,
        routes,
        fetch: async (input, init) => {
          beforeSend();
          return fetch(input, init);
        },
      });
    let handler: Handler | undefined;
    return {
      async send({ url, options: _, signal, ...init }) {
        handler ??= handlerFor(new URL(url).origin);
        const request = new Request(url, { ...init, duplex: "half" } as RequestInit);
        // A server's request has the signal itself; one made here would never stop listening to it, and the test clock knows no other.
        Object.defineProperty(request, "signal", { value: signal });
        const response = await handler(request);
        const { status, headers } = response;
        const seen = { status, headers: Object.fromEntries(headers), ...(await readText(response.body)) };
        return { ...seen, verdict: verdictOf(response), attempts: attemptsOf(response) };
      },
    };
  },
};
