import { readFile } from "node:fs/promises";
import * as core from "@comet-triage/core";
import { evaluate } from "@comet-triage/examples";
import { startSimulator } from "@comet-triage/simulator/node";
import * as api from "@opentelemetry/api";
import {
  InMemorySpanExporter,
  NodeTracerProvider,
  type ReadableSpan,
  SimpleSpanProcessor,
} from "@opentelemetry/sdk-trace-node";
import { expect, it, vi } from "vitest";
import { stillRuntime } from "../test/still-runtime.ts";
import * as entry from "./index.ts";

const shown = ["error.type", "http.request.resend_count", "http.response.status_code"];

it("the page on OpenTelemetry shows an example that creates the shown spans, under the caller's own", async () => {
  const page = await readFile(new URL("../../../docs/opentelemetry.md", import.meta.url), "utf8");
  const [, code = "", output = ""] = /```js\n([\s\S]*?)```[\s\S]*?```text\n([\s\S]*?)```/.exec(page) ?? [];
  await using simulator = await startSimulator();
  const exporter = new InMemorySpanExporter();
  const provider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
  provider.register();
  const failsOnce = (options: entry.FetchOptions) => {
    let sent = 0;
    const fetch: NonNullable<entry.FetchOptions["fetch"]> = async (input, init) =>
      sent++ === 0 ? new Response("", { status: 503 }) : globalThis.fetch(input, init);
    return entry.createFetch({ ...options, fetch, runtime: stillRuntime() });
  };
  const modules = {
    "@comet-triage/core": core,
    "@comet-triage/fetch": { ...entry, createFetch: failsOnce, cometBaseUrl: simulator.baseUrl },
    "@opentelemetry/api": api,
  };
  vi.stubEnv("COMETAPI_KEY", "sk-readme");
  let spans: ReadableSpan[] = [];
  try {
    await evaluate(code, modules);
    spans = exporter.getFinishedSpans();
  } finally {
    vi.unstubAllEnvs();
    await provider.shutdown();
    api.trace.disable();
    api.context.disable();
  }
  const lines = spans.map(({ name, attributes }) =>
    [name, ...shown.filter((key) => key in attributes).map((key) => `${key}=${attributes[key]}`)].join(" "),
  );
  expect(`${lines.join("\n")}\n`).toBe(output);
  const parent = spans.at(-1)?.spanContext().spanId;
  expect(spans.slice(0, -1).map((span) => span.parentSpanContext?.spanId)).toEqual([parent, parent]);
});
