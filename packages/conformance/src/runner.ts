export { isEqual } from "./compare.ts";
export { readText } from "./read-text.ts";
export { type Played, runVector } from "./run-vector.ts";
export type { Server } from "./server.ts";
export type { Client, ClientRequest, Runtime, Seen, Subject, SubjectOptions } from "./subject.ts";
export type { Vector, VectorOptions } from "./vector.ts";
export { notApplicable, sections } from "./vectors.ts";
