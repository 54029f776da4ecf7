import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runVector } from "./run-vector.ts";
import { type Server, startServer } from "./server.ts";
import type { Subject } from "./subject.ts";
import type { VectorOptions } from "./vector.ts";
import { sections } from "./vectors.ts";

/**
 * Runs every vector against a subject, over real HTTP on loopback.
 *
 * @param name - of the subject, for the report
 * @param without - options the subject does not have: vectors that need one are left out
 */
export function describeConformance(
  name: string,
  subject: Subject,
  without: readonly (keyof VectorOptions)[] = [],
): void {
  describe(`${name} conforms`, () => {
    let server: Server;
    beforeAll(async () => {
      server = await startServer();
    });
    afterAll(() => server.close());

    for (const { section, title, vectors } of sections) {
      const possible = vectors.filter(({ options = {} }) => !without.some((option) => option in options));
      describe(`${section}. ${title}`, () => {
        it.each(possible)("$id $title", async (vector) => {
          const { actual, expected } = await runVector(vector, subject, server);
          expect(actual).toEqual(expected);
        });
      });
    }
  });
}
