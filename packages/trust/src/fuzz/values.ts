import fc from "fast-check";

/** Makes a value. Values may throw when they are inspected, so the generator must not inspect them. */
export type Make = () => unknown;

const trap = (): never => {
  throw new Error("trap");
};
const traps = { get: trap, has: trap, ownKeys: trap, getPrototypeOf: trap, getOwnPropertyDescriptor: trap };

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

function cyclic(): object {
  const value: Record<string, unknown> = { message: "m" };
  return Object.assign(value, { error: value, cause: value, errors: [value], toJSON: () => value });
}

const deep = (links: number): object => {
  let value: object = {};
  for (let index = 0; index < links; index++) value = { error: value };
  return value;
};

/** An object that has every member that is asked for. */
const bottomless = (): object =>
  new Proxy({}, { get: (_, name) => (typeof name === "symbol" ? undefined : bottomless()) });

const biting = fc.constantFrom<Make>(
  () => new Proxy({}, traps),
  () => new Proxy(() => {}, traps),
  () => new Proxy([], { get: trap }),
  () => new Proxy(new Error("e"), traps),
  () => Object.defineProperty({}, "message", { get: trap, enumerable: true }),
  () => Object.defineProperty({}, "error", { get: trap, enumerable: true }),
  () => Object.defineProperty({ status: 500 }, "cause", { get: trap, enumerable: true }),
  () => ({ toString: trap, valueOf: trap, toJSON: trap }),
  () => ({ toJSON: () => ({ error: "changed" }) }),
  () => ({ error: { message: { toString: trap }, code: Symbol("c"), type: 1n } }),
  () => ({ get: trap }),
  () => ({ get: () => ({ toString: trap }) }),
  () => ({ [Symbol.iterator]: trap }),
  () => ({ [Symbol.toPrimitive]: trap }),
  () => JSON.parse('{"__proto__":{"error":{"message":"m"}},"error":{"__proto__":{"code":"x"}}}'),
  () => Object.create(null),
  () => Object.create({ error: { message: "inherited" } }),
  () => Symbol("s"),
  () => 10n,
  () => trap,
  () => new Map<unknown, unknown>([["retry-after", Symbol("s")]]),
  () => new Error("read ECONNRESET", { cause: new Proxy({}, traps) }),
  () => Object.assign(new Error("x"), { code: { toString: trap } }),
  cyclic,
  revoked,
  bottomless,
  () => deep(20_000),
  () => new Uint8Array(new SharedArrayBuffer(8)),
  () => new DataView(new ArrayBuffer(4)),
  () => new Date(Number.NaN),
  () => Number.NaN,
  () => -0,
  () => Number.POSITIVE_INFINITY,
);

/** Proxies, getters and conversions that throw, cycles, deep nesting, and anything else that JavaScript can hold. */
export const anyValue = (text: fc.Arbitrary<string>): fc.Arbitrary<Make> =>
  fc.oneof(
    biting,
    fc
      .anything({
        withBigInt: true,
        withDate: true,
        withMap: true,
        withSet: true,
        withNullPrototype: true,
        withTypedArray: true,
      })
      .map((value) => () => value),
    text.map((value) => () => value),
  );

/** An object whose members are made together with it. */
export const anyObject = (members: Readonly<Record<string, fc.Arbitrary<Make>>>): fc.Arbitrary<Make> =>
  fc
    .record(members, { requiredKeys: [] })
    .map((made) => () => Object.fromEntries(Object.entries(made).map(([name, make]) => [name, make?.()])));
