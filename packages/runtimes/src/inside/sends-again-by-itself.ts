import type { Server } from "@comet-triage/conformance/runner";

/** Whether a `fetch` sends a POST again by itself if a kept-alive connection breaks before the answer. */
export async function sendsAgainByItself(server: Server, fetch: typeof globalThis.fetch): Promise<boolean> {
  const name = "kept";
  await server.play(name, [{ status: 200, body: "{}" }, { fault: "reset" }]);
  const send = async () => {
    const init = { method: "POST", headers: { "x-simulate": name }, body: "{}" };
    await (await fetch(`${server.origin}/v1/chat/completions`, init)).text();
  };
  await send();
  await send().catch(() => {});
  return (await server.requests(name)).length > 2;
}
