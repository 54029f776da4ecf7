import type { Thrown } from "../vector.ts";

const classes: Readonly<Record<string, new (message: string) => Error>> = { TypeError, SyntaxError };

/** What a transport throws, made from its form in a vector. */
export function thrownFrom(form: Thrown): unknown {
  if ("value" in form) return form.value;
  const { name = "Error", message, code, stack, wrapped = 0, cycle } = form;
  const innermost = new (classes[name] ?? Error)(message);
  if (innermost.name !== name) innermost.name = name;
  if (code !== undefined) Object.assign(innermost, { code });
  if (stack !== undefined) innermost.stack = stack;
  let error = innermost;
  for (let index = 0; index < wrapped; index++) error = new Error("wrapped", { cause: error });
  if (cycle) innermost.cause = error;
  return error;
}
