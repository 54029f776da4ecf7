import { createServer } from "node:http";
import { type Listening, listen } from "@comet-triage/conformance/server";

/** An upstream that refuses a number of requests before it accepts any. */
export async function startCrowdedUpstream(refusals: number): Promise<Listening> {
  let left = refusals;
  const server = createServer((_request, response) => {
    const status = left-- > 0 ? 429 : 200;
    response.writeHead(status, { "content-type": "application/json" }).end("{}");
  });
  return listen(server);
}
