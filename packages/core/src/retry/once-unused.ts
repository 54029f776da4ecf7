/**
 * Calls back once nothing is in use any more, at once if nothing is.
 *
 * A Node stream reports when it closes. Its owner may listen to a signal until then, which keeps the stream in memory. For
 * anything else only the garbage collector can tell, on runtimes that expose it.
 */
export function onceUnused(inUse: NodeStream | object | undefined, callback: () => void): void {
  if (inUse === undefined) callback();
  else if ("closed" in inUse && "once" in inUse) {
    if (inUse.closed) callback();
    else inUse.once("close", callback);
  } else readers?.register(inUse, callback);
}

/** The part of a Node stream that tells when it is over. */
export interface NodeStream {
  readonly closed: boolean;
  once(event: "close", listener: () => void): unknown;
}

const readers = /* @__PURE__ */ (() =>
  typeof FinalizationRegistry === "function"
    ? new FinalizationRegistry<() => void>((unlink) => unlink())
    : undefined)();
