import { createHandler } from "@comet-triage/edge";

/** Secrets of the worker. */
interface Env {
  /** The gateway's key. It stays here. */
  readonly COMETAPI_KEY: string;
  /** The token that your own callers send. */
  readonly APP_TOKEN: string;
}

export default {
  fetch: createHandler<Env>({
    authorize: (request, { APP_TOKEN }) =>
      Boolean(APP_TOKEN) && request.headers.get("authorization") === `Bearer ${APP_TOKEN}`,
    // Pages of these origins may call from a browser.
    origins: ["https://app.example.com"],
    // Clients that only look at the status get an honest one.
    normalize: true,
  }),
};
