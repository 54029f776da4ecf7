import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject } from "vitest";
import { type RunningLab, type ServeOptions, serveLab } from "../src/server/serve-lab.ts";

/** The lab, with the built page, and a browser to open it in. */
export interface Visitor {
  readonly lab: RunningLab;
  /** Opens a path of the lab in a browser of its own, without cookies, history or cache. */
  open(path: string, options?: Parameters<Browser["newContext"]>[0]): Promise<Page>;
}

interface VisitOptions {
  /** Default: on this machine, without a key. */
  readonly start?: () => Promise<RunningLab>;
  /** Errors that the console may show. */
  readonly tolerates?: RegExp;
}

/** How long a busy machine may take for one step, in milliseconds. */
const patience = 60_000;

/** Gives a page its own clipboard: the browser's is shared by all tests. Returns what was copied last. */
export async function ownClipboard(page: Page): Promise<() => Promise<string>> {
  await page.evaluate(() => {
    const writeText = async (text: string) => {
      document.documentElement.dataset.copied = text;
    };
    Object.defineProperty(navigator.clipboard, "writeText", { value: writeText });
  });
  return () => page.evaluate(() => document.documentElement.dataset.copied ?? "");
}

/** Serves the lab on a free port of this machine. */
export const serve = (options: Partial<ServeOptions> = {}): Promise<RunningLab> =>
  serveLab({ port: 0, key: "", timeout: patience, ...options });

/** Serves the lab to the tests of a file. No test may leave an error on the page's console. */
export function visitLab({ start = serve, tolerates = /^never$/ }: VisitOptions = {}): Visitor {
  const visitor = { lab: undefined as unknown as RunningLab, open };
  let browser: Browser | undefined;
  const complaints: string[] = [];
  beforeAll(async () => {
    visitor.lab = await start();
    browser = await chromium.connect(inject("browser"));
  });
  afterAll(async () => {
    await browser?.close();
    await visitor.lab?.close();
    expect(complaints.filter((complaint) => !tolerates.test(complaint))).toEqual([]);
  });

  async function open(path: string, options: Parameters<Browser["newContext"]>[0] = {}): Promise<Page> {
    if (browser === undefined) throw new Error("the browser is not there yet");
    const context = await browser.newContext({ baseURL: visitor.lab.url, ...options });
    const page = await context.newPage();
    page.setDefaultTimeout(patience);
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(String(error)));
    await page.goto(path);
    return page;
  }
  return visitor;
}
