#!/usr/bin/env node
import { run } from "./cli.ts";
import { terminalOf } from "./terminal/terminal.ts";

// A reader that has seen enough, such as `head`, closes the pipe: there is no one left to print to.
process.stdout.on("error", () => process.exit(1));

process.exitCode = await run(process.argv.slice(2), terminalOf(process));
