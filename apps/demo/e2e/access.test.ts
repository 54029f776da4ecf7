import AxeBuilder from "@axe-core/playwright";
import type { Page, Route } from "playwright-core";
import { describe, expect, it } from "vitest";
import { type BurstEvent, burstClients } from "../src/contract/burst.ts";
import { visitLab } from "../test/lab.ts";

const visitor = visitLab();

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true };
const looks = [
  ["light", {}],
  ["dark", { colorScheme: "dark" }],
  ["on a phone", phone],
] as const;

/** How a burst ended: the look of a real one, without its load. */
const burst = burstClients
  .map(
    (client): BurstEvent => ({
      client,
      at: 7200,
      sent: 240,
      refused: 40,
      succeeded: 150,
      failed: 50,
      waits: [40, 7200],
    }),
  )
  .map((event) => `data: ${JSON.stringify(event)}\n\n`)
  .join("");

/** Each view with some content. */
const views: readonly (readonly [name: string, open: (page: Page) => Promise<unknown>])[] = [
  [
    "/provoke/sse-error-midway",
    async (page) => {
      await page.getByRole("button", { name: "Send" }).click();
      await page.locator("#verdict-title").waitFor();
    },
  ],
  ["/explain?sample=har", (page) => page.locator("tr.winner").waitFor()],
  ["/explain?sample=nothing", (page) => page.getByLabel("What you have of the failed call").fill("lorem")],
  ["/rules/rate-limited?layer=guide", (page) => page.locator("tr.chosen").waitFor()],
  [
    "/rules/burst",
    async (page) => {
      await page.route("**/api/bursts", (route) => route.fulfill({ body: burst }));
      await page.getByRole("button", { name: "Send" }).click();
      await page.locator(".burst-track .served").first().waitFor();
    },
  ],
];

describe.each(looks)("%s", (_, look) => {
  it.each(views)("%s is accessible, and fits on the screen", async (path, prepare) => {
    const page = await visitor.open(path, look);
    await prepare(page);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    await page.context().close();
  });
});

it("is dark if the system is", async () => {
  const [light, dark] = await Promise.all(
    (["light", "dark"] as const).map(async (colorScheme) => {
      const page = await visitor.open("/", { colorScheme });
      return page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    }),
  );
  expect([light, dark]).toEqual(["rgb(246, 247, 249)", "rgb(20, 22, 26)"]);
});

it("has a field instead of the list where the list does not fit", async () => {
  const page = await visitor.open("/", phone);
  await page.getByRole("combobox", { name: "Failure" }).selectOption("503 twice; then ok");
  await page.waitForURL("**/provoke/overloaded-503-twice");
  await page.goBack();
  await page.waitForURL((url) => url.pathname === "/");
  expect(await page.getByRole("navigation", { name: "Failures" }).isVisible()).toBe(false);
});

it("shows what is chosen if the system sets the colors", async () => {
  const page = await visitor.open("/provoke/waf-403", { forcedColors: "active" });
  const chosen = page.locator("header [aria-current], nav [aria-current], .choices label:has(:checked)");
  await page.getByRole("button", { name: "Send" }).waitFor();
  const outlines = await chosen.evaluateAll((all) => all.map((one) => getComputedStyle(one).outlineStyle));
  expect(outlines).toEqual(["solid", "solid", "solid"]);
});

describe("with the keyboard alone", () => {
  const press = async (page: Page, key: string, times = 1) => {
    for (let time = 0; time < times; time++) await page.keyboard.press(key);
  };
  const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent?.trim());
  /** Presses Tab until this has the focus. */
  const tabTo = async (page: Page, text: string) => {
    for (let presses = 0; presses < 40; presses++) {
      await page.keyboard.press("Tab");
      if ((await focused(page)) === text) return;
    }
    throw new Error(`"${text}" is more than 40 presses of Tab away`);
  };

  it("a failure is chosen and provoked", async () => {
    const page = await visitor.open("/");
    await page.getByRole("button", { name: "Send" }).waitFor();
    await press(page, "Tab");
    expect(await focused(page)).toBe("Skip to the content");
    await press(page, "Enter");
    await press(page, "Tab");
    expect(await focused(page)).toBe("500 with code invalid_request: messages is missing");
    await press(page, "ArrowDown", 2);
    await press(page, "Enter");
    await page.waitForURL("**/provoke/claude-500-invalid-request");
    // The address changes before the view does, whose buttons are new ones.
    await page.getByRole("heading", { name: "500 on /v1/messages of type invalid_request_error" }).waitFor();
    await tabTo(page, "Send");
    await press(page, "Enter");
    await page.locator("#verdict-title").waitFor();
  });

  it.each([
    ["/provoke/invalid-request-500", "Send", "Sending…", "**/api/runs"],
    ["/rules/burst", "Send 200 calls", "Running…", "**/api/bursts"],
  ])(
    "%s: “%s” keeps the focus during a run and after it, and starts one run at a time",
    async (path, name, busy, api) => {
      const page = await visitor.open(path);
      const held: Route[] = [];
      await page.route(api, (route) => {
        held.push(route);
      });
      await page.getByRole("button", { name }).focus();
      await press(page, "Enter");
      await page.getByRole("button", { name: busy, disabled: true }).waitFor();
      expect(await focused(page)).toBe(busy);
      await press(page, "Enter");
      await held[0]?.fulfill({ body: "" });
      await page.getByRole("button", { name, disabled: false }).waitFor();
      expect(await focused(page)).toBe(name);
      expect(held.length).toBe(1);
    },
  );

  it("the focus goes to the text when “Clear” goes away", async () => {
    const page = await visitor.open("/explain");
    const file = { name: "all.txt", mimeType: "text/plain", buffer: Buffer.from("HTTP/1.1 503 x\n") };
    await page.getByLabel("Choose a file").setInputFiles(file);
    await page.locator("tr.winner").waitFor();
    await page.getByRole("button", { name: "Clear" }).press("Enter");
    await page.getByRole("button", { name: "Clear" }).waitFor({ state: "detached" });
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe("TEXTAREA");
  });

  it("the focus goes to the first of the failures that “Show more” adds", async () => {
    const page = await visitor.open("/explain");
    const lines = Array.from({ length: 150 }, (_, index) => `HTTP/1.1 503 x\n\n{"error":{"message":"no. ${index}"}}\n`);
    await page.getByLabel("What you have of the failed call").fill(lines.join("\n"));
    await page.getByRole("button", { name: "Show 50 more" }).press("Enter");
    await page.getByRole("button", { name: "Show 50 more" }).waitFor({ state: "detached" });
    expect(await focused(page)).toMatch(/^503no\. 100/);
  });

  it("a response is explained and its report is read", async () => {
    const page = await visitor.open("/");
    await tabTo(page, "Explain a response");
    await press(page, "Enter");
    await page.getByRole("heading", { name: "Explain a response" }).waitFor();
    await tabTo(page, "a 429 for an empty wallet");
    await press(page, "Enter");
    await page.locator("tr.winner").getByText("balance-empty").waitFor();
    await tabTo(page, "Copy");
  });

  it("a row is found and opened", async () => {
    const page = await visitor.open("/rules");
    await page.getByLabel("Search").focus();
    await page.keyboard.type("kling balance");
    await page.waitForURL("**/rules?q=kling+balance");
    await tabTo(page, "kling-balance-empty");
    await press(page, "Enter");
    await page.locator("tr.chosen").waitFor();
  });
});
