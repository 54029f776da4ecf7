import type { Server } from "../server/server.ts";
import type { Subject } from "../subject.ts";
import type { Vector } from "../vector.ts";
import { isEqual } from "./compare.ts";
import { comparison, type Gap } from "./gap.ts";
import { runVector } from "./run-vector.ts";

/** A client under test, and where it differs by design. */
export interface Candidate {
  readonly subject: Subject;
  readonly gaps: readonly Gap[];
}

/** Which part of a vector is not compared, and why. */
export type Omission = Pick<Gap, "why" | "without">;

/** The result of one vector, as plain JSON. */
export type Outcome = { readonly id: string; readonly omissions: readonly Omission[] } & (
  | { readonly result: "passed" | "not played" }
  | { readonly result: "failed"; readonly actual: unknown; readonly expected: unknown }
);

/** Plays one vector against a candidate and compares. Needs only fetch's own classes; one vector at a time per server. */
export async function playVector(vector: Vector, { subject, gaps }: Candidate, server: Server): Promise<Outcome> {
  const { id } = vector;
  const omissions = gaps.filter(({ has }) => has(vector)).map(({ why, without }) => ({ why, without }));
  const compared = comparison(vector, gaps);
  if (compared === undefined) return { id, omissions, result: "not played" };
  const played = await runVector(vector, subject, server);
  const [actual, expected] = [compared(played.actual), compared(played.expected)];
  if (isEqual(actual, expected)) return { id, omissions, result: "passed" };
  return { id, omissions, result: "failed", actual, expected };
}
