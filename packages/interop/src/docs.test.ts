import { readFile } from "node:fs/promises";
import * as compatible from "@ai-sdk/openai-compatible";
import * as anthropic from "@anthropic-ai/sdk";
import * as triageAxios from "@comet-triage/axios";
import * as core from "@comet-triage/core";
import { createHandler } from "@comet-triage/edge";
import { evaluateAll, examplesIn } from "@comet-triage/examples";
import * as triageFetch from "@comet-triage/fetch";
import { startSimulator } from "@comet-triage/simulator/node";
import * as langchainAnthropic from "@langchain/anthropic";
import * as langchainOpenai from "@langchain/openai";
import * as agents from "@openai/agents";
import * as ai from "ai";
import axios from "axios";
import * as ky from "ky";
import * as langchain from "langchain";
import * as ofetch from "ofetch";
import * as openai from "openai";
import { afterAll, beforeEach, describe, expect, it, vi } from "vitest";
import { serveHandler } from "./serve-handler.ts";

const simulator = await startSimulator();
const authorize = ({ headers }: Request) =>
  [headers.get("authorization"), headers.get("x-api-key")].some((value) => value?.endsWith("app-token"));
const handler = createHandler({ upstream: simulator.origin, authorize, normalize: true });
const edge = await serveHandler((request) => handler(request, { COMETAPI_KEY: "sk-docs" }));
afterAll(async () => {
  await edge.close();
  await simulator.close();
});
beforeEach(() => {
  simulator.reset();
  vi.stubEnv("COMETAPI_KEY", "sk-docs-0123456789abcdef");
  vi.stubGlobal("fetch", globalThis.fetch);
  return () => vi.unstubAllEnvs().unstubAllGlobals();
});

/** A simulator replaces the gateway of the pages. */
const cometBaseUrl = simulator.baseUrl;
const modules = {
  "@ai-sdk/openai-compatible": compatible,
  "@anthropic-ai/sdk": anthropic,
  "@comet-triage/axios": { ...triageAxios, cometBaseUrl },
  "@comet-triage/core": core,
  "@comet-triage/fetch": { ...triageFetch, cometBaseUrl },
  "@langchain/anthropic": langchainAnthropic,
  "@langchain/openai": langchainOpenai,
  "@openai/agents": agents,
  ai,
  axios: { default: axios },
  ky,
  langchain,
  ofetch,
  openai,
};

const read = (path: string) => readFile(new URL(`../../../docs/${path}`, import.meta.url), "utf8");

describe.each([
  ["openai.md", 5],
  ["anthropic.md", 5],
  ["ai-sdk.md", 4],
  ["frameworks.md", 5],
  ["ky.md", 4],
  ["ofetch.md", 4],
  ["fetch.md", 4],
  ["axios.md", 4],
])("docs/%s", async (name, count) => {
  const page = await read(name);

  it("prints what it says, in every example", async () => {
    const examples = examplesIn(page);
    expect(examples).toHaveLength(count);
    expect(page.match(/```js\n/g)).toHaveLength(count);
    const scripts = examples.map(({ code }) => code.replaceAll("https://edge.example.com", edge.origin));
    const printed = await evaluateAll(scripts, modules);
    expect(printed).toEqual(examples.map(({ output }) => output));
    expect(simulator.requests.length).toBeGreaterThanOrEqual(count - 1);
  });

  it("begins with a title, and has no dead links", async () => {
    expect(page).toMatch(/^# \S/);
    const links = [...page.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, path = ""]) => path);
    await Promise.all(links.map(read));
  });
});
