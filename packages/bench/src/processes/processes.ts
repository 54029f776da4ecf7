import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { type BirpcReturn, createBirpc } from "birpc";
import { nodeBinary } from "./node-binary.ts";

export interface Running<Functions extends object> extends AsyncDisposable {
  /** The functions that the process offers. Calls reject once it has ended. */
  readonly remote: BirpcReturn<Functions, object>;
}

/** Starts a built module of this package in a process of its own. */
export function start<Functions extends object>(module: string, ...words: string[]): Running<Functions> {
  const file = fileURLToPath(new URL(`../../dist/${module}.js`, import.meta.url));
  const child = fork(file, words, { execPath: nodeBinary(), execArgv: [], serialization: "advanced" });
  const remote = createBirpc<Functions, object>(
    {},
    { timeout: -1, post: (data) => child.send(data), on: (listen) => child.on("message", listen) },
  );
  const ended = once(child, "exit");
  void ended.then(() => remote.$close(new Error(`The process of ${module} ${words.join(" ")} has ended.`)));
  return {
    remote,
    async [Symbol.asyncDispose]() {
      child.kill();
      await ended;
    },
  };
}

/** Offers functions to the process that started this one; ends with it. */
export function offer(functions: object): void {
  createBirpc(functions, {
    post: (data) => process.send?.(data),
    on: (listen) => process.on("message", listen),
  });
  process.on("disconnect", () => process.exit());
}
