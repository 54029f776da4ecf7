import { createSimulator } from "@comet-triage/simulator";
import { expect, it } from "vitest";
import { defaultRoutes } from "./routes.ts";

it.each(defaultRoutes)("the simulator knows %s, which is allowed by default", async (route) => {
  const [method = "", path = ""] = route.split(" ");
  const url = `http://simulator.invalid${path.replaceAll("*", "some")}`;
  const body = method === "POST" ? JSON.stringify({ model: "m" }) : null;
  const headers = { authorization: "Bearer sk-test" };
  const { status } = await createSimulator().fetch(new Request(url, { method, headers, body }));
  // Any answer of the endpoint itself, but no redirect, which unknown paths get.
  expect([200, 400, 500]).toContain(status);
});
