import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { ownClipboard, visitLab } from "../test/lab.ts";

/** Most of the time, peers wait. */
const it = test.concurrent;

const visitor = visitLab();
const send = (page: Page) => page.getByRole("button", { name: "Send" }).click();
const lane = (page: Page, index: number) => page.locator(".lane").nth(index);
const said = (page: Page, text: string | RegExp) => page.getByRole("status").getByText(text).waitFor();

it("shows three doomed attempts of openai beside one of ours, and what to do", async () => {
  const page = await visitor.open("/");
  await send(page);
  await said(page, /^openai sent 3 times in [\d.]+ s: 2 of 3 could not help\. @comet-triage\/fetch sent once\.$/);
  expect(await lane(page, 0).locator(".attempt").allTextContents()).toEqual(["500"]);
  expect(await lane(page, 1).locator(".attempt").allTextContents()).toEqual(["500", "500", "500"]);
  await page.getByRole("heading", { name: "Fix the request body before sending it again." }).waitFor();
});

it("opens with the choice in the address", async () => {
  const page = await visitor.open("/provoke/overloaded-503-twice?adapter=axios&peer=ky");
  await page.getByRole("heading", { name: "503 twice; then ok" }).waitFor();
  expect(await page.getByLabel("axios").isChecked()).toBe(true);
  expect(await page.getByLabel("Compare with").inputValue()).toBe("ky");
});

it("keeps the choice in the address", async () => {
  const page = await visitor.open("/");
  await page.getByRole("link", { name: "200 with the web site's HTML" }).click();
  await page.getByText("edge", { exact: true }).click();
  await page.getByLabel("Compare with").selectOption("nothing");
  await page.waitForURL("**/provoke/html-200?adapter=edge&peer=none");
  await page.goBack();
  await page.getByRole("heading", { name: "500 with code invalid_request: messages is missing" }).waitFor();
});

it("says that our client got an answer where the peer gave up", async () => {
  const page = await visitor.open("/provoke/overloaded-503-twice?peer=ky");
  await send(page);
  await said(page, /^ky sent once and gave up\. @comet-triage\/fetch sent 3 times in [\d.]+ s, and got an answer\.$/);
  expect(await lane(page, 0).locator(".attempt").allTextContents()).toEqual(["503", "503", "200"]);
  await page.getByText("recovered").waitFor();
});

it("shows that a peer takes a web page for an answer", async () => {
  const page = await visitor.open("/provoke/html-200");
  await send(page);
  await said(page, "openai took the failure for an answer.");
  await page.locator("#verdict-title").waitFor();
});

it("shows that a peer takes half an answer for a complete one", async () => {
  const page = await visitor.open("/provoke/sse-long-cut");
  await send(page);
  await said(page, "openai took the failure for an answer.");
  expect(await lane(page, 0).locator(".token").count()).toBe(120);
  await page.locator(".streams").getByText("broken off").waitFor();
});

it.each(["fetch", "axios", "edge"])("shows for %s the tokens of a stream, and where it breaks", async (adapter) => {
  const page = await visitor.open(`/provoke/sse-reset?adapter=${adapter}`);
  await send(page);
  await said(page, "Neither sends it again: what the caller has read cannot be taken back.");
  expect(await page.locator(".streams dd").allTextContents()).toEqual(["Hello!broken off", "Hello!broken off"]);
  expect(await lane(page, 0).locator(".token").count()).toBe(2);
});

it("lets the request id be copied", async () => {
  const page = await visitor.open("/provoke/platform-500?peer=none");
  const copiedText = await ownClipboard(page);
  await send(page);
  await page.getByRole("button", { name: "Copy the request id" }).click();
  await page.getByText("Copied").waitFor();
  expect(await page.getByText(/^Request id/).textContent()).toBe(`Request id ${await copiedText()}`);
});

it.each([
  ["hang", "timeout 60 s for both"],
  ["html-200", "with its defaults"],
])("says with which settings the peer sends: %s", async (scenario, settings) => {
  const page = await visitor.open(`/provoke/${scenario}`);
  await send(page);
  expect(await lane(page, 1).locator(".lane-name").textContent()).toBe(`openai${settings}`);
});

it("has room for its words on the mark of an attempt without an answer", async () => {
  const page = await visitor.open("/provoke/connection-reset?peer=none");
  await send(page);
  await page.getByText("recovered").waitFor();
  const widths = await page
    .locator(".attempt")
    .evaluateAll((all) => all.map((one) => one.scrollWidth - one.clientWidth));
  expect(widths).toEqual([0, 0]);
});

it("says why a retryable failure is not retried where the server asks for a long wait", async () => {
  const page = await visitor.open("/provoke/retry-after-3600?peer=none");
  await send(page);
  await page.getByText("not retried: the wait is too long").waitFor();
});

it("scrolls a long list to the failure in the address", async () => {
  const page = await visitor.open("/provoke/mj-banned-200");
  const link = page.getByRole("link", { name: "200 from Midjourney: code 24, a banned word" });
  await link.waitFor();
  const isInList = (link: Element) => {
    const { top, bottom } = link.getBoundingClientRect();
    const list = (link.closest("nav") as Element).getBoundingClientRect();
    return top >= list.top && bottom <= list.bottom;
  };
  expect(await link.evaluate(isInList)).toBe(true);
  expect(await page.evaluate(() => window.scrollY)).toBe(0);
});

it.each(["/provoke/nope", "/provoke/%ff", "/rules/%E0%A4%A"])(
  "says that there is no such failure, and no such page: %s",
  async (path) => {
    const page = await visitor.open(path);
    await page.getByText(/^There is no (scenario “nope”|such page)/).waitFor();
    await page.goto("/nowhere");
    await page.getByRole("heading", { name: "There is no such page" }).waitFor();
  },
);

it("never runs scripts of a page that the gateway sends", async () => {
  const page = await visitor.open("/provoke/html-200");
  await send(page);
  await page.locator("#verdict-title").waitFor();
  expect(await page.locator("main iframe, main script, main title").count()).toBe(0);
});
