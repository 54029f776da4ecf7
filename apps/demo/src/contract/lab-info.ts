import type { SampleRequest } from "@comet-triage/simulator";
import type { Adapter } from "./clients.ts";

/** One scenario, as the page lists it. */
export interface ScenarioInfo {
  readonly name: string;
  readonly title: string;
  readonly section: string;
  readonly request: SampleRequest;
  /** The timeout of an attempt, in milliseconds, if only that ends it. Every client gets the same, not its default. */
  readonly timeout?: number;
}

/** What the page must know about its server. */
export interface LabInfo {
  readonly scenarios: readonly ScenarioInfo[];
  readonly adapters: readonly Adapter[];
  /** Base URL of the real gateway, if the server has a key for it. */
  readonly liveBaseUrl: string | undefined;
}
