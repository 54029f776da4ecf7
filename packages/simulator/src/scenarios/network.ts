import { ok } from "./parts.ts";
import { chat } from "./requests.ts";
import type { Scenario } from "./scenario.ts";

const section = "network";

export const network: readonly Scenario[] = [
  {
    name: "connection-reset",
    title: "The connection breaks before any response; then ok",
    section,
    request: chat,
    replies: [{ fault: "reset" }, ok],
    needs: "node",
  },
  {
    name: "connection-reset-forever",
    title: "The connection breaks before any response, every time",
    section,
    request: chat,
    replies: [{ fault: "reset" }],
    needs: "node",
  },
  {
    name: "hang",
    title: "The server never answers",
    section,
    request: chat,
    replies: [{ fault: "hang" }],
    needs: "node",
  },
];
