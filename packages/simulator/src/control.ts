import { Hono } from "hono";
import type { Exchange } from "./exchange/exchange.ts";
import { parseScript, type Script } from "./reply/reply-schema.ts";
import type { SeenRequest } from "./request-log.ts";
import type { Scenario } from "./scenarios/scenario.ts";

export const controlPath = "/_simulator";

export interface Controls {
  readonly scenarios: readonly Scenario[];
  readonly registered: () => readonly string[];
  readonly requests: readonly SeenRequest[];
  register(script: Script): void;
  reset(): void;
}

/** The routes under `/_simulator`: list scenarios, register one, show requests, reset. */
export function createControl(controls: Controls) {
  const app = new Hono<{ Bindings: Exchange }>();

  app.get(`${controlPath}/scenarios`, ({ env }) =>
    sendJson(env, { scenarios: controls.scenarios, scripts: controls.registered() }),
  );
  app.get(`${controlPath}/requests`, ({ env }) => sendJson(env, { requests: controls.requests }));
  app.post(`${controlPath}/scripts`, ({ env }) => {
    if (env.body.tooLarge) return refuse(env, 413, "script_too_large", "The script is larger than maxBodyBytes.");
    try {
      const script = parseScript(parseJson(env.body.text));
      controls.register(script);
      return env.send({ status: 201, noRequestId: true, body: { name: script.name, replies: script.replies.length } });
    } catch (error) {
      return refuse(env, 400, "invalid_script", error instanceof Error ? error.message : String(error));
    }
  });
  app.delete(controlPath, ({ env }) => {
    controls.reset();
    return env.send({ status: 204, noRequestId: true });
  });
  app.notFound(({ env, req }) => refuse(env, 404, "unknown_control", `No ${req.method} ${env.path} here.`));

  return app;
}

/** The answer to an unknown scenario name. */
export function refuseScenario(exchange: Exchange, name: string): Response {
  const message = `Unknown scenario "${name}". GET ${controlPath}/scenarios lists them.`;
  return refuse(exchange, 400, "unknown_scenario", message);
}

function refuse(exchange: Exchange, status: number, code: string, message: string): Response {
  const body = { error: { message, type: "simulator_error", param: "", code } };
  return exchange.send({ status, noRequestId: true, body });
}

function sendJson(exchange: Exchange, value: object): Response {
  const headers = { "content-type": "application/json; charset=utf-8" };
  return exchange.send({ noRequestId: true, headers, body: JSON.stringify(value) });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new TypeError("Invalid script: the body is not JSON");
  }
}
