#!/usr/bin/env node
import { once } from "node:events";
import { buffer } from "node:stream/consumers";
import pico from "picocolors";
import { run } from "./cli.ts";

// A reader that has seen enough, such as head, closes the pipe: that is not an error. Windows says EOF.
process.stdout.on("error", ({ code }: NodeJS.ErrnoException) => {
  if (code === "EPIPE" || code === "EOF") return;
  process.stderr.write(`error: The output cannot be written (${code}).\n`);
  process.exit(1);
});
// The complaint has nowhere left to go.
process.stderr.on("error", () => {});

process.exitCode = await run(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  error: (text) => process.stderr.write(text),
  input: async () => (process.stdin.isTTY ? undefined : buffer(process.stdin)),
  env: process.env,
  folder: process.cwd(),
  live: process.stderr.isTTY ? process.stderr : undefined,
  columns: process.stdout.isTTY ? process.stdout.columns : undefined,
  hasColors: pico.isColorSupported && process.stdout.isTTY === true,
  stopped: () => Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]),
});
