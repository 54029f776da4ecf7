import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { evaluate } from "@comet-triage/examples";
import { startSimulator } from "@comet-triage/simulator/node";
import { Hono } from "hono";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { servedKinds } from "../test/runtimes.ts";
import { startProcess } from "../test/serve-in-process.ts";
import { startWorker } from "../test/workerd.ts";
import { createHandler } from "./index.ts";

const execute = promisify(execFile);
const tsc = join(createRequire(import.meta.url).resolve("typescript/package.json"), "../bin/tsc");
const page = await readFile(new URL("../../../docs/edge.md", import.meta.url), "utf8");
/** The code blocks of the page, by what follows the fence. */
const code = (fence: string): string => new RegExp(`\`\`\`${fence}\n([^]*?)\`\`\``).exec(page)?.[1] ?? "";

const simulator = await startSimulator();
afterAll(() => simulator.close());
beforeEach(() => simulator.reset());

const env = { COMETAPI_KEY: "sk-docs-key", APP_TOKEN: "app-token" };
const here = (text: string) =>
  text
    .replace('"@comet-triage/edge"', '"./src/index.ts"')
    .replace(/createHandler(?:<Env>)?\(\{/, (call) => `${call} upstream: "${simulator.origin}",`);

/** How each kind of server reports its port. */
const tell = {
  node: 'server.once("listening", () => console.log(server.address().port));',
  bun: "console.log(server.port);",
  deno: "console.log(server.addr.port);",
};

const serve = (kind: keyof typeof tell, binary: string, fence: string) => {
  const shown = here(code(fence)).replace("port: 8787", "port: 0");
  return startProcess(kind, binary, `${shown.replace(/^(?=[\w.]*serve\()/m, "const server = ")}${tell[kind]}`, env);
};

/** A file of Next.js's router: functions named after methods, each given a `Request`. */
function serveRoute(): ReturnType<typeof startProcess> {
  const route = here(code("js next")).replaceAll(/^export /gm, "");
  const served = "const server = serve({ port: 0, fetch: (request) => ({ GET, POST })[request.method](request) });";
  const file = `import { serve } from "@hono/node-server";\n${route}${served}${tell.node}`;
  return startProcess("node", process.execPath, file, env);
}

const services = [
  { title: "the worker", start: () => startWorker(here(code("ts")), env) },
  ...servedKinds.map(({ kind, binary }) => ({
    title: `the server of ${kind}`,
    start: () => serve(kind, binary, `js ${kind}`),
  })),
  {
    title: "the app of Hono's",
    async start() {
      const service = await serve("node", process.execPath, "js hono");
      return { ...service, origin: `${service.origin}/ai` };
    },
  },
  { title: "the route of Next.js", start: serveRoute },
];

it("shows a worker that compiles", async () => {
  const folder = await mkdtemp(fileURLToPath(new URL("../node_modules/docs-", import.meta.url)));
  await writeFile(join(folder, "worker.ts"), code("ts"));
  const strict = ["--strict", "--noEmit", "--module", "nodenext", "--target", "es2023", "--lib", "es2023,dom"];
  const compiled = execute("node", [tsc, ...strict, "--ignoreConfig", join(folder, "worker.ts")]);
  await expect(compiled.finally(() => rm(folder, { recursive: true }))).resolves.toMatchObject({ stdout: "" });
});

describe.each(services)("$title that docs/edge.md shows", async ({ start }) => {
  const service = await start();
  afterAll(() => service.close());

  it("lets nobody in without the token", async () => {
    for (const authorization of ["", "Bearer", "Bearer undefined", "Bearer sk-docs-key"]) {
      const response = await fetch(`${service.origin}/v1/models`, { headers: { authorization } });
      expect([response.status, response.headers.get("x-comet-rule")]).toEqual([401, "edge-unauthorized"]);
    }
    expect(simulator.requests).toEqual([]);
  });

  it("answers the caller from the page as it says there", async () => {
    const caller = code("js caller").replace("https://edge.example.com", service.origin);
    expect(await evaluate(caller, {})).toBe(code("text"));
    expect(simulator.requests.map(({ headers }) => headers.authorization)).toEqual(["Bearer sk-docs-key"]);
  });

  it("writes nothing to the log", () => {
    expect(service.log()).toBe("");
  });
});

it("mounts in Hono's app with the bindings, as the page says", async () => {
  expect(page).toContain('`app.mount("/ai", handler)`');
  const handler = createHandler<typeof env>({
    authorize: (_, { APP_TOKEN }) => APP_TOKEN === "app-token",
    upstream: simulator.origin,
  });
  const app = new Hono<{ Bindings: typeof env }>();
  app.mount("/ai", handler);
  const response = await app.fetch(new Request("https://app.example.com/ai/v1/models"), env);
  expect(response.status).toBe(200);
  expect(simulator.requests.map(({ headers }) => headers.authorization)).toEqual(["Bearer sk-docs-key"]);
});

it("has a title in its first line, and no dead links", async () => {
  expect(page).toMatch(/^# \w/);
  const links = [...page.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, path = ""]) => path);
  const files = links.map((path) => (path.endsWith(".md") ? path : `${path}/README.md`));
  await Promise.all(files.map((path) => readFile(new URL(`../../../docs/${path}`, import.meta.url))));
  expect(links).toEqual(["../packages/edge/example", "../packages/edge", "runtimes.md"]);
});
