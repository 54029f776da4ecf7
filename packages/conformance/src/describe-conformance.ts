import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { comparison, type Gap } from "./play/gap.ts";
import { runVector } from "./play/run-vector.ts";
import { type Server, startServer } from "./server/server.ts";
import type { Subject } from "./subject.ts";
import { sections } from "./vectors.ts";

/**
 * Runs every vector against a subject, over real HTTP on loopback.
 *
 * @param name - the subject's name, for the report
 * @param gaps - where the subject differs by design
 */
export function describeConformance(name: string, subject: Subject, gaps: readonly Gap[] = []): void {
  describe(`${name} conforms`, () => {
    let server: Server;
    beforeAll(async () => {
      server = await startServer();
    });
    afterAll(() => server.close());

    for (const { section, title, vectors } of sections) {
      const possible = vectors.filter((vector) => comparison(vector, gaps) !== undefined);
      describe(`${section}. ${title}`, () => {
        it.each(possible)("$id $title", async (vector) => {
          const { actual, expected } = await runVector(vector, subject, server);
          const compared = comparison(vector, gaps);
          expect(compared?.(actual)).toEqual(compared?.(expected));
          for (const gap of gaps.filter(({ has, isOpen }) => has(vector) && !isOpen)) {
            const without = comparison(
              vector,
              gaps.filter((other) => other !== gap),
            );
            expect(without?.(actual), `What does not differ is no gap: ${gap.why}`).not.toEqual(without?.(expected));
          }
        });
      });
    }

    it.each(gaps)("except where there is a vector for it: $why", ({ has }) => {
      expect(sections.flatMap(({ vectors }) => vectors).filter(has)).not.toEqual([]);
    });
  });
}
