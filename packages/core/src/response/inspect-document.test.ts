import { describe, expect, it } from "vitest";
import { textOf } from "./body.ts";
import { inspectDocument } from "./inspect-document.ts";

describe("inspectDocument", () => {
  const bodyOf = (...parts: string[]) => new Blob(parts).stream();

  it("finds an error envelope, and returns what it read", async () => {
    const { isDisguised, head } = await inspectDocument(bodyOf('{"error":{"message":"no"}}'), false);
    expect(isDisguised).toBe(true);
    expect(textOf(head.chunks)).toBe('{"error":{"message":"no"}}');
  });

  it.each([
    ["a page", "<!DOCTYPE html><title>Home</title>", true],
    ["an error behind blanks", '\n\n{"error":{"message":"no"}}', true],
    ["a job whose error comes before its id", '\n{"error":{"message":"no"},"id":"video_1"}', false],
    ["an answer", '{"choices":[]}', false],
  ])("decides for %s whether it is a failure: %s", async (_, text, isDisguised) => {
    expect((await inspectDocument(bodyOf(text), false)).isDisguised).toBe(isDisguised);
  });

  it("keeps what came of a page that breaks off", async () => {
    const parts = [Buffer.from("<html>")];
    const body = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          const part = parts.shift();
          if (part) controller.enqueue(part);
          else controller.error(new TypeError("terminated"));
        },
      },
      { highWaterMark: 0 },
    );
    const { isDisguised, head } = await inspectDocument(body, false);
    expect([isDisguised, textOf(head.chunks)]).toEqual([true, "<html>"]);
  });

  it("does not read the rest of a good answer", async () => {
    let pulls = 0;
    const body = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          pulls += 1;
          controller.enqueue(Buffer.from(pulls === 1 ? '{"id":"1",' : " "));
        },
      },
      { highWaterMark: 0 },
    );
    const { isDisguised, head } = await inspectDocument(body, false);
    expect(isDisguised).toBe(false);
    expect(head.isWhole).toBe(false);
    expect(pulls).toBe(1);
  });

  describe("behind blanks that keep the connection alive", () => {
    /** Hands out the parts one by one, and counts them. */
    const partwise = (parts: readonly string[]) => {
      const seen = { pulls: 0 };
      const pull = (controller: ReadableStreamDefaultController<Uint8Array>) => {
        const part = parts[seen.pulls++];
        if (part === undefined) controller.close();
        else controller.enqueue(Buffer.from(part));
      };
      return { seen, body: new ReadableStream<Uint8Array>({ pull }, { highWaterMark: 0 }) };
    };

    it.each([103, 1489])("finds an error envelope after %i of eleven", async (count) => {
      const { body } = partwise([...Array<string>(count).fill("\n          "), '{"error":{"message":"no"}}']);
      expect((await inspectDocument(body, false)).isDisguised).toBe(true);
    });

    it("looks at each piece as often, however many there are", async () => {
      let looks = 0;
      class Piece extends Uint8Array {
        override get byteLength(): number {
          looks++;
          return super.byteLength;
        }
      }
      const looksAt = async (count: number): Promise<number> => {
        looks = 0;
        let left = count;
        const read = async () =>
          left-- > 0 ? { done: false as const, value: new Piece([0x20]) } : { done: true as const };
        await inspectDocument({ getReader: () => ({ read, cancel: async () => {} }) }, false);
        return looks;
      };
      expect(await looksAt(2000)).toBeLessThanOrEqual(2.1 * (await looksAt(1000)));
    });

    it("waits no longer than through 16 KiB, and looks at the next one", async () => {
      const { body, seen } = partwise(Array<string>(40).fill(" ".repeat(1024)));
      const { isDisguised, head } = await inspectDocument(body, false);
      expect([isDisguised, head.isWhole, seen.pulls]).toEqual([false, false, 17]);
    });
  });
});
