import type { Ended } from "../../../contract/run-events.ts";
import type { Call } from "../call.ts";
import type { Tap } from "../tap.ts";

/** How a call ended for its caller. */
export type Ending = Pick<Ended, "isOk" | "outcome" | "verdict">;

/** Sends a call as its users would, through the tap. Never rejects because of what the gateway does. */
export type Client = (call: Call, tap: Tap) => Promise<Ending>;
