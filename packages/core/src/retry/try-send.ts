import type { RetriedCall } from "./retried-call.ts";
import type { Attempt } from "./retry-types.ts";

/** Discards an unwanted response. If its connection is already gone, that is not a failure of the call. */
export async function release(attempt: Pick<Attempt<unknown>, "discard"> | undefined): Promise<void> {
  try {
    await attempt?.discard?.();
  } catch {}
}

/** One attempt, with its own clock. What is thrown is a failure too. */
export async function trySend<T>({ send, transport, deadline, log }: RetriedCall<T>): Promise<Attempt<T>> {
  const attempt = log.begin();
  const clock = deadline.startAttempt();
  let sent: Promise<Attempt<T>> | undefined;
  try {
    sent = Promise.resolve(send({ attempt, signal: clock.signal, received: clock.stop }));
    const tried = await clock.race(sent);
    if (typeof tried?.ok !== "boolean") {
      throw new TypeError("send must resolve to { ok: true, value } or { ok: false, failure, settle }");
    }
    clock.end(tried.inUse);
    if (tried.ok) return tried;
    const discard = () => {
      clock.end(undefined);
      return tried.discard?.();
    };
    return { ...tried, discard };
  } catch (error) {
    clock.end(undefined);
    // A response that arrives too late is discarded.
    sent?.then(release, () => {});
    return transport.thrown?.(error) ?? { ok: false, failure: { error }, settle: () => Promise.reject(error) };
  } finally {
    clock.stop();
  }
}
