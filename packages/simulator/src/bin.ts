#!/usr/bin/env node
import { once } from "node:events";
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
  stopped: () => Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]),
});
