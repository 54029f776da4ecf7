export type { Gap } from "./play/gap.ts";
export { type Candidate, type Outcome, playVector } from "./play/play-vector.ts";
export { runVector } from "./play/run-vector.ts";
export { readText } from "./read-text.ts";
export { connectServer } from "./server/connect-server.ts";
export type { Server } from "./server/server.ts";
export type { Seen, Subject, SubjectOptions } from "./subject.ts";
export type { Vector } from "./vector.ts";
export { sections } from "./vectors.ts";
