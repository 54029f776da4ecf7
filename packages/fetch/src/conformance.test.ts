import { describeConformance, readText } from "@comet-triage/conformance";
import { attemptsOf, createFetch, verdictOf } from "./index.ts";

describeConformance("fetch", (options, beforeSend) => {
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
        return { status, headers: Object.fromEntries(headers), ...(await readText(response.body)), ...tell(response) };
      } catch (error) {
        return { error, ...tell(error) };
      }
    },
  };
});
