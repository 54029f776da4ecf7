import { chromium } from "playwright-core";
import type { TestProject } from "vitest/node";
import { browserOptions } from "../scripts/browser.mjs";

declare module "vitest" {
  export interface ProvidedContext {
    /** The address of the one browser of all tests. */
    browser: string;
  }
}

/** One browser for all tests. */
export default async function start({ provide }: TestProject) {
  const server = await chromium.launchServer({ ...(await browserOptions()), timeout: 120_000 });
  provide("browser", server.wsEndpoint());
  return () => server.close();
}
