export { evaluate, evaluateAll, type Globals, type Modules } from "./evaluate.ts";
export { type Example, examplesIn, isAsPromised } from "./examples.ts";
export { type Place, runExample } from "./run-example.ts";
