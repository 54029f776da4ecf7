import { execa } from "execa";

/** A command that runs until it is stopped. */
export interface RunningCommand {
  /** What it printed when it was ready. */
  readonly said: RegExpExecArray;
  stop(): Promise<void>;
}

/**
 * Starts a command.
 *
 * @param folder - where it runs
 * @param ready - what it prints as soon as it is ready
 * @throws Error if it ends before that
 */
export async function startCommand(
  [command, ...args]: readonly [command: string, ...args: string[]],
  folder: string,
  ready: RegExp,
): Promise<RunningCommand> {
  const running = execa(command, args, { cwd: folder, stdin: "ignore" });
  const ended = running.then(
    () => {},
    () => {},
  );
  const said = await new Promise<RegExpExecArray>((resolve, reject) => {
    running.stdout.on("data", (text) => {
      const found = ready.exec(String(text));
      if (found !== null) resolve(found);
    });
    running.catch((error) => reject(new Error(`${command} did not start: ${error.message}`, { cause: error })));
  });
  return {
    said,
    async stop() {
      running.kill();
      await ended;
    },
  };
}
