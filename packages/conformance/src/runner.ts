export { connectServer } from "./connect-server.ts";
export type { Gap } from "./gap.ts";
export { type Candidate, type Outcome, playVector } from "./play-vector.ts";
export { readText } from "./read-text.ts";
export { runVector } from "./run-vector.ts";
export type { Server } from "./server.ts";
export type { Seen, Subject, SubjectOptions } from "./subject.ts";
export type { Vector } from "./vector.ts";
export { sections } from "./vectors.ts";
