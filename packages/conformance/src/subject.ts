import type { Hooks } from "./play/hooks.ts";
import type { VectorOptions } from "./vector.ts";

/**
 * Makes the client under test.
 *
 * @param options - the vector's engine options, hooks and clock; passed on unchanged
 * @param beforeSend - to be called before each attempt is sent; what it throws, the transport must throw
 */
export type Subject = (options: SubjectOptions, beforeSend: () => void) => Client;

/** The engine's options, as every adapter accepts them. */
export type SubjectOptions = Omit<VectorOptions, "jitter"> &
  Omit<Hooks, "jitter"> & {
    readonly runtime: Runtime;
    readonly jitter?: "full" | "equal" | "none" | ((delay: number) => number);
  };

/** The only sources of time and randomness that a subject may use. */
export interface Runtime {
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  now(): number;
  random(): number;
}

export interface Client {
  /** Sends one request and reads its answer to the end. */
  send(request: ClientRequest): Promise<Seen>;
}

export interface ClientRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | ReadableStream<Uint8Array>;
  readonly signal?: AbortSignal;
  /** Options for this call alone; usually empty. */
  readonly options: VectorOptions;
}

/** What the caller sees of the answer. */
export interface Seen {
  readonly status?: number | undefined;
  /** Lower-case names. */
  readonly headers?: Readonly<Record<string, unknown>> | undefined;
  /** The body, as far as it could be read. */
  readonly text?: string | undefined;
  /** Called after the body was read, because a stream may break late. */
  readonly verdict?: object | undefined;
  readonly attempts: readonly object[];
  /** What was thrown, by the call or by reading its body. */
  readonly error?: unknown;
}
