import { type Candidate, readText } from "@comet-triage/conformance/runner";
import { attemptsOf, createFetch, verdictOf } from "../src/index.ts";

/** `createFetch` as a subject of the vectors. */
export const candidate: Candidate = {
  gaps: [],
  subject(options, beforeSend) {
    const transport = async (input: string | URL | Request, init?: RequestInit) => {
      beforeSend();
      return fetch(input, init);
    };
    const triagedFetch = createFetch({ ...options, fetch: transport });
    const tell = (result: unknown) => ({ verdict: verdictOf(result), attempts: attemptsOf(result) });
    return {
      async send({ url, options: triage, ...request }) {
        const init = { ...request, triage, duplex: "half" };
        try {
          const response = await triagedFetch(url, init);
          const { status, headers } = response;
          const read = await readText(response.body);
          return { status, headers: Object.fromEntries(headers), ...read, ...tell(response) };
        } catch (error) {
          return { error, ...tell(error) };
        }
      },
    };
  },
};
