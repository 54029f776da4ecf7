export { evaluate, evaluateAll } from "./evaluate.ts";
export { type Example, examplesIn, isAsPromised } from "./examples.ts";
export { runExample } from "./run-example.ts";
