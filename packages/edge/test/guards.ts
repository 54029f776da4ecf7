import { createThrottle } from "@comet-triage/core";
import { createHandler, defaultRoutes, type Handler } from "../src/index.ts";

/** Handlers with the same code in every runtime, by the origin of their upstream. */
export const guards = {
  /** With all guards active. */
  guarded: (upstream: string): Handler =>
    createHandler({
      upstream,
      authorize: (request) => request.headers.get("authorization") === "Bearer app-token",
      origins: ["https://app.example.com"],
      maxBodyBytes: 1000,
    }),
  /** For anyone. */
  open: (upstream: string): Handler => createHandler({ upstream, public: true, maxRetries: 0 }),
  /** Waits long before it retries. */
  unhurried: (upstream: string): Handler =>
    createHandler({ upstream, public: true, initialDelay: 1500, jitter: "none" }),
  /** Retries at once. */
  quick: (upstream: string): Handler => createHandler({ upstream, public: true, initialDelay: 0 }),
  /** Sends one request at a time. */
  single: (upstream: string): Handler =>
    createHandler({ upstream, public: true, throttle: createThrottle({ maxConcurrency: 1 }) }),
  /** Retries for a long time. */
  patient: (upstream: string): Handler => createHandler({ upstream, public: true, maxRetries: 40, initialDelay: 100 }),
  /** Never waits, accepts wrong paths, and does not share what it learns from one call with others. */
  timeless: (upstream: string): Handler =>
    createHandler({
      upstream,
      public: true,
      routes: [...defaultRoutes, "POST /chat/completions"],
      throttle: false,
      runtime: { sleep: async () => {}, now: () => Date.UTC(2026, 0, 1), random: () => 0.5 },
    }),
  /** Like `quick`, but replaces misleading statuses. */
  normalized: (upstream: string): Handler =>
    createHandler({ upstream, public: true, initialDelay: 0, normalize: true }),
};
