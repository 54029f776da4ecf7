import { openControl, startServer } from "@comet-triage/conformance/server";
import { run } from "./play-in-process.ts";
import type { Runtime } from "./runtimes.ts";

/** How to keep Deno from sending a request again by itself, as the page shows it. */
export const freshConnections = `import { createFetch } from "@comet-triage/fetch";

const client = Deno.createHttpClient({ poolMaxIdlePerHost: 0 });
const triagedFetch = createFetch({ fetch: (input, init) => fetch(input, { ...init, client }) });
`;

/** Whether that works: no request is sent again that the adapter did not count. */
export async function isSentOnce(runtime: Runtime): Promise<boolean> {
  const server = await startServer();
  const control = await openControl(server);
  try {
    const code = `${freshConnections}
      import { connectServer } from "@comet-triage/conformance/runner";
      import { sendsAgainByItself } from "./inside/sends-again-by-itself.ts";
      const server = await connectServer(process.argv.at(-1));
      const once = (input, init) => triagedFetch(input, { ...init, triage: { maxRetries: 0 } });
      console.log(await sendsAgainByItself(server, once));
      process.exit(0);`;
    return (await run(runtime, code, control.url)).printed.trim() === "false";
  } finally {
    await control.close();
    await server.close();
  }
}
