/** Counts the listeners on a signal from now on. */
export function countListeners(signal: AbortSignal): () => number {
  const listeners = new Set<unknown>();
  const { addEventListener, removeEventListener } = signal;
  signal.addEventListener = (type: string, listener: never, options?: never) => {
    listeners.add(listener);
    addEventListener.call(signal, type, listener, options);
  };
  signal.removeEventListener = (type: string, listener: never, options?: never) => {
    listeners.delete(listener);
    removeEventListener.call(signal, type, listener, options);
  };
  return () => listeners.size;
}
