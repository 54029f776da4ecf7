import type { Verdict } from "../classify.ts";
import type { Runtime } from "../runtime.ts";
import type { Lane } from "./lane.ts";
import type { ThrottleEvent } from "./throttle-types.ts";

/** A call as a lane knows it. */
export interface Traveller {
  /** Different for each. */
  readonly id: number;
  readonly runtime: Runtime;
  /** The longest pause it would sit out, in milliseconds. */
  readonly maxRetryAfter: number;
  /** Attempts that left so far. */
  attempts: number;
  /** When the last attempt left, in milliseconds since the epoch. */
  sentAt: number;
  /** It was turned away while others went through: it need not wait behind those who came later. */
  isReturning: boolean;
  /** Its resend was taken from the budget. */
  wasResent: boolean;
  /** Why it gets no place, once it is known. */
  refusal: Verdict | undefined;
  /** When it looks whether its turn has come, in milliseconds since the epoch. */
  wakesAt: number;
  /** Makes it look now. */
  rouse(): void;
  tell(lane: Lane, type: ThrottleEvent["type"], waitMs?: number): void;
}
