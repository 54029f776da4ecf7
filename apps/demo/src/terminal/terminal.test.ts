import { expect, it } from "vitest";
import { terminalOf } from "./terminal.ts";

const processWith = (stdout: { isTTY?: boolean; columns?: number }, env: Record<string, string> = {}) =>
  terminalOf({ stdout: { write: () => true, ...stdout }, stderr: { write: () => true }, env });

it.each([
  ["a terminal", { isTTY: true, columns: 132 }, {}, { color: true, columns: 132 }],
  ["a terminal with NO_COLOR", { isTTY: true, columns: 132 }, { NO_COLOR: "1" }, { color: false, columns: 132 }],
  ["a dumb terminal", { isTTY: true, columns: 132 }, { TERM: "dumb" }, { color: false, columns: 132 }],
  ["a terminal that does not tell its width", { isTTY: true, columns: 0 }, {}, { color: true, columns: 100 }],
  ["a pipe", {}, {}, { color: false, columns: 100 }],
])("%s", (_, stdout, env, terminal) => {
  expect(processWith(stdout, env)).toMatchObject(terminal);
});
