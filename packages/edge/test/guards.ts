import { createThrottle } from "@comet-triage/core";
import { createHandler, defaultRoutes, type Handler } from "../src/index.ts";

/** Handlers whose code is the same in every runtime, by the origin of their upstream. */
export const guards = {
  /** All guards at work. */
  guarded: (upstream: string): Handler =>
    createHandler({
      upstream,
      authorize: (request) => request.headers.get("authorization") === "Bearer app-token",
      origins: ["https://app.example.com"],
      maxBodyBytes: 1000,
    }),
  /** For anybody. */
  open: (upstream: string): Handler => createHandler({ upstream, public: true, maxRetries: 0 }),
  /** Takes its time before it sends again. */
  unhurried: (upstream: string): Handler =>
    createHandler({ upstream, public: true, initialDelay: 1500, jitter: "none" }),
  /** Sends again at once. */
  quick: (upstream: string): Handler => createHandler({ upstream, public: true, initialDelay: 0 }),
  /** Sends one request at a time. */
  single: (upstream: string): Handler =>
    createHandler({ upstream, public: true, throttle: createThrottle({ maxConcurrency: 1 }) }),
  /** Does not give up soon. */
  patient: (upstream: string): Handler => createHandler({ upstream, public: true, maxRetries: 40, initialDelay: 100 }),
  /** Never waits, takes a wrong path too, and tells no caller what another one met. */
  timeless: (upstream: string): Handler =>
    createHandler({
      upstream,
      public: true,
      routes: [...defaultRoutes, "POST /chat/completions"],
      throttle: false,
      runtime: { sleep: async () => {}, now: () => Date.UTC(2026, 0, 1), random: () => 0.5 },
    }),
  /** As `quick`, and puts misleading statuses right. */
  normalized: (upstream: string): Handler =>
    createHandler({ upstream, public: true, initialDelay: 0, normalize: true }),
};
