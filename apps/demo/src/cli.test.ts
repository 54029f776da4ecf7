import { expect, it } from "vitest";
import { runWith } from "../test/run-with.ts";

it.each([
  [["--wat"], "error: Unknown option '--wat'\n"],
  [["-x"], "error: Unknown option '-x'\n"],
  [["--once=yes"], "error: Option '--once' does not take an argument\n"],
  [["--live", "--model"], "error: Option '--model <value>' argument missing\n"],
  [["--live", "--model", "--once"], "error: Option '--model' argument is ambiguous\n"],
  [["--live", "--model="], "error: --model needs a model id\n"],
  [["--model", "gpt-5-mini"], "error: --model needs --live\n"],
  [["--base-url", "http://127.0.0.1:1/v1"], "error: --base-url needs --live\n"],
  [["--live"], "error: --live needs COMETAPI_KEY in the environment\n"],
  [["sk-in-the-wrong-place"], "error: only flags are accepted; see --help\n"],
])("ends with 2 and one line for %j", async (args, message) => {
  expect(await runWith(args)).toEqual({ exitCode: 2, out: "", error: message });
});

it.each([
  "api.cometapi.com/v1",
  "ftp://127.0.0.1/v1",
  "http://user:secret@127.0.0.1/v1",
  "http://127.0.0.1/v1?key=secret",
])("ends with 2 for the base URL %s and does not repeat it", async (url) => {
  const { exitCode, out, error } = await runWith(["--live", "--base-url", url], { env: { COMETAPI_KEY: "sk-1" } });
  expect([exitCode, out]).toEqual([2, ""]);
  expect(error).toMatch(/^error: --base-url must be an http or https URL without [^\n]+\n$/);
  expect(error).not.toContain(url);
});

it.each(["--help", "-h"])("prints every flag for %s", async (flag) => {
  const { exitCode, out, error } = await runWith([flag]);
  expect([exitCode, error]).toEqual([0, ""]);
  for (const name of ["--once", "--live", "--model", "--base-url", "--help", "COMETAPI_KEY"])
    expect(out).toContain(name);
});
