/**
 * Calls back once nothing is in use any more, at once if nothing is.
 *
 * A stream of Node's tells when it closes. Its owner may listen to a signal until then, which keeps the stream in memory. Of
 * anything else only the garbage collector can tell, on runtimes that let it.
 */
export function onceUnused(inUse: NodeStream | object | undefined, callback: () => void): void {
  if (inUse === undefined) callback();
  else if ("closed" in inUse && "once" in inUse) {
    if (inUse.closed) callback();
    else inUse.once("close", callback);
  } else readers?.register(inUse, callback);
}

/** What a stream of Node's has that tells when it is over. */
export interface NodeStream {
  readonly closed: boolean;
  once(event: "close", listener: () => void): unknown;
}

const readers = /* @__PURE__ */ (() =>
  typeof FinalizationRegistry === "function"
    ? new FinalizationRegistry<() => void>((unlink) => unlink())
    : undefined)();
