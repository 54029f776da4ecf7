import { describe, expect, it, vi } from "vitest";
import { type BodyHead, readFailure, readHead, readMore, rejoin, sizeOf, textOf } from "./body.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A body with these parts; a part that is not text breaks it. */
const bodyOf = (...parts: readonly (string | Error)[]): ReadableStream<Uint8Array> => {
  const left = [...parts];
  return new ReadableStream(
    {
      pull(controller) {
        const part = left.shift();
        if (part instanceof Error) controller.error(part);
        else if (part === undefined) controller.close();
        else controller.enqueue(bytes(part));
      },
    },
    { highWaterMark: 0 },
  );
};
const again = (head: BodyHead): Promise<string> => new Response(rejoin(head) as BodyInit | null).text();

describe("the head of a body", () => {
  it("is read until enough has arrived, and is complete if nothing follows", async () => {
    const head = await readHead(bodyOf("abc", "def", "ghi"), 4);
    expect([textOf(head.chunks), sizeOf(head), head.isWhole]).toEqual(["abcdef", 6, false]);
    const whole = await readHead(bodyOf("abc"), 4);
    expect([textOf(whole.chunks), whole.isWhole, whole.reader]).toEqual(["abc", true, undefined]);
    expect(await readHead(null, 4)).toEqual({ chunks: [], isWhole: true, reader: undefined });
  });

  it("can be read further", async () => {
    const head = await readHead(bodyOf("abc", "def", "ghi"), 1);
    const more = await readMore(head, 4);
    expect(textOf(more.chunks)).toBe("abcdef");
    expect(await readMore(more, 4)).toEqual(more);
    const whole = await readMore(more, 100);
    expect(whole.isWhole).toBe(true);
    expect(await readMore(whole, 1000)).toBe(whole);
  });

  it("throws if it breaks, or returns what was read of a failure", async () => {
    const broken = new Error("broken");
    await expect(readHead(bodyOf("abc", broken), 10)).rejects.toBe(broken);
    const head = await readFailure(bodyOf("abc", broken));
    expect([textOf(head.chunks), head.isWhole]).toEqual(["abc", false]);
    await expect(again(head)).rejects.toBe(broken);
  });

  it("of a failure that stalls for 10 s is what was read of it, and the rest is canceled", async () => {
    vi.useFakeTimers();
    try {
      const left = ["abc"];
      const cancel = vi.fn();
      const pull = (controller: ReadableStreamDefaultController<Uint8Array>) =>
        left.length > 0 ? controller.enqueue(bytes(left.shift() as string)) : new Promise<void>(() => {});
      const reading = readFailure(new ReadableStream({ pull, cancel }, { highWaterMark: 0 }));
      await vi.advanceTimersByTimeAsync(9_999);
      expect(cancel).not.toHaveBeenCalled();
      await vi.advanceTimersByTimeAsync(1);
      const head = await reading;
      expect([textOf(head.chunks), head.isWhole, vi.getTimerCount()]).toEqual(["abc", false, 0]);
      expect(cancel).toHaveBeenCalledOnce();
      await expect(again(head)).rejects.toMatchObject({ name: "TimeoutError" });
    } finally {
      vi.useRealTimers();
    }
  });

  it("leaves out a character that is cut off at its end", () => {
    expect(textOf([bytes("é").subarray(0, 1)])).toBe("");
    expect(textOf([bytes("aé").subarray(0, 2), bytes("é").subarray(1)])).toBe("aé");
  });

  it.each([
    "text/plain; charset=gbk",
    'application/json;CHARSET="GBK"; v=1',
    "text/plain; charset='gbk'",
    "text/plain; charset = gbk",
    "text/plain; charset=gbk, application/json",
  ])("is decoded by its content type %s", (type) => {
    expect(textOf([Uint8Array.of(0xd3, 0xe0, 0xb6, 0xee)], type)).toBe("余额");
  });

  it("is UTF-8 if a byte cannot be text, without a charset to be decoded by", () => {
    const odd = Uint8Array.of(0x61, 0xff);
    expect(textOf([odd])).toBe("a\ufffd");
    expect(textOf([odd], "text/plain; xcharset=gbk")).toBe("a\ufffd");
    expect(textOf([odd], "text/plain; charset=x-none")).toBe("a\ufffd");
  });

  it("is UTF-8 whatever is declared, even if its last character is cut off", () => {
    expect(textOf([bytes("余额").subarray(0, 5)], "application/json; charset=iso-8859-1")).toBe("余");
  });

  it.each([
    "text/plain",
    "text/plain; charset=x-none",
    "text/plain; charset=us-ascii",
    "text/plain; charset=utf-16",
    null,
  ])("is UTF-8 by its content type %s", (type) => {
    expect(textOf([bytes("余额")], type)).toBe("余额");
  });
});

describe("a reassembled body", () => {
  it("equals the original", async () => {
    expect(await again(await readHead(bodyOf("abc", "def", "ghi"), 4))).toBe("abcdefghi");
    expect(await again(await readHead(bodyOf("abc", "def"), 100))).toBe("abcdef");
    expect(rejoin(await readHead(bodyOf(), 100))).toBeNull();
    expect(rejoin(await readHead(bodyOf("abc"), 100))).toEqual(bytes("abc"));
  });

  it("cancels the rest if its reader stops", async () => {
    let canceled: unknown;
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(bytes("abc")),
      cancel: (reason) => {
        canceled = reason;
      },
    });
    const joined = rejoin(await readHead(body, 1)) as ReadableStream<Uint8Array>;
    await joined.cancel("enough");
    expect(canceled).toBe("enough");
  });
});
