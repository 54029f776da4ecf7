export { describeConformance } from "./describe-conformance.ts";
export { readText } from "./read-text.ts";
