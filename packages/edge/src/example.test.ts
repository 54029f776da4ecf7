import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { bundleWorker, startWorkerd } from "@comet-triage/local-workerd";
import { startSimulator } from "@comet-triage/simulator/node";
import { parse } from "jsonc-parser";
import { afterAll, expect, it } from "vitest";

const folder = new URL("../example/", import.meta.url);
const read = (path: string) => readFile(new URL(path, folder), "utf8");

const wrangler: {
  readonly main: string;
  readonly compatibility_date: string;
  readonly compatibility_flags: readonly string[];
} = parse(await read("wrangler.jsonc"));

const simulator = await startSimulator();
const code = (await read(wrangler.main)).replace(
  "@comet-triage/edge",
  fileURLToPath(new URL("index.ts", import.meta.url)),
);
const worker = await startWorkerd(await bundleWorker(code, fileURLToPath(folder)), {
  env: { COMETAPI_KEY: "sk-example-key", APP_TOKEN: "app-token" },
  compatibilityDate: wrangler.compatibility_date,
  compatibilityFlags: wrangler.compatibility_flags,
  // The simulator plays the gateway.
  outbound: new URL(simulator.origin).host,
});
afterAll(async () => {
  await worker.close();
  await simulator.close();
});

const ask = (
  headers: Readonly<Record<string, string>>,
  body = '{"model":"gpt-5-mini","messages":[{"role":"user","content":"Hello"}]}',
) =>
  fetch(`${worker.origin}/v1/chat/completions`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body,
  });

it("refuses callers without the token", async () => {
  expect((await ask({})).status).toBe(401);
  expect((await ask({ authorization: "Bearer undefined" })).status).toBe(401);
  expect(simulator.requests).toEqual([]);
});

it("calls the gateway with the key from its environment", async () => {
  const response = await ask({ authorization: "Bearer app-token" });
  expect(await response.json()).toMatchObject({ object: "chat.completion" });
  expect(simulator.requests.at(-1)?.headers).toMatchObject({
    host: "api.cometapi.com",
    authorization: "Bearer sk-example-key",
  });
});

it("replaces a misleading status by an honest one", async () => {
  const response = await ask({ authorization: "Bearer app-token" }, '{"model":"gpt-5-mini"}');
  expect([response.status, response.headers.get("x-comet-original-status")]).toEqual([400, "500"]);
});

it("lets the page of a listed origin read the answer", async () => {
  const { headers } = await ask({ authorization: "Bearer app-token", origin: "https://app.example.com" });
  expect(headers.get("access-control-allow-origin")).toBe("https://app.example.com");
});

it("needs no runtime newer than the oldest wrangler that may be installed", async () => {
  const { devDependencies } = JSON.parse(await read("package.json"));
  expect(devDependencies).toEqual({ wrangler: "^4.60.0" });
  // wrangler 4.60.0 contains workerd 1.20260120.0; the newest ones need a newer Node than this repository.
  expect(wrangler.compatibility_date <= "2026-01-20").toBe(true);
});

it("lists in its README what it needs", async () => {
  const readme = await read("README.md");
  for (const word of ["COMETAPI_KEY", "APP_TOKEN", "src/index.ts", "npx wrangler deploy"])
    expect(readme).toContain(word);
});
