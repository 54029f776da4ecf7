export { describeConformance } from "./describe-conformance.ts";
export type { Gap } from "./gap.ts";
export { readText } from "./read-text.ts";
export type { Client, ClientRequest, Runtime, Seen, Subject, SubjectOptions } from "./subject.ts";
