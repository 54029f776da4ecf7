import { startSimulator } from "@comet-triage/simulator/node";
import { JSDOM } from "jsdom";

export const simulator = await startSimulator();

/** A page of the simulator's own origin. */
export const page = new JSDOM("", { url: simulator.origin });

Object.assign(globalThis, { XMLHttpRequest: page.window.XMLHttpRequest });
