// Measures the built lab, on this machine, in the browser that tests use. Run `pnpm measure` in this folder.
import { gzipSync } from "node:zlib";
import { chromium } from "playwright-core";
import { serveLab } from "../dist/server/serve-lab.js";
import { browserOptions } from "./browser.mjs";

const lab = await serveLab({ port: 0, key: "" });
const browser = await chromium.launch(await browserOptions());
const open = () => browser.newPage({ baseURL: lab.url });
const tell = (what, value) => process.stdout.write(`${what.padEnd(62)} ${value}\n`);

await firstLoad();
await largeHar();
await smoothness();
await browser.close();
await lab.close();

async function firstLoad() {
  const page = await open();
  const scripts = [];
  page.on("response", (response) => {
    if (response.request().resourceType() === "script") scripts.push(response.body());
  });
  await page.goto("/");
  await page.getByRole("button", { name: "Send" }).waitFor();
  const interactive = await page.evaluate(() => performance.now());
  const bytes = (await Promise.all(scripts)).reduce((sum, script) => sum + gzipSync(script).length, 0);
  tell("first load: script, gzipped", `${(bytes / 1024).toFixed(1)} KiB`);
  tell("first load: until a failure can be sent", `${Math.round(interactive)} ms`);
}

async function largeHar() {
  const page = await open();
  await page.goto("/explain");
  await page.getByRole("heading", { name: "Explain a response" }).waitFor();
  const { megabytes, longest, total } = await page.evaluate(async () => {
    const entries = Array.from({ length: 5000 }, (_, index) => ({
      request: { method: "POST", url: `https://api.cometapi.com/v1/chat/completions?call=${index}`, headers: [] },
      response: {
        status: index % 10 === 0 ? 503 : 200,
        headers: [],
        content: { text: JSON.stringify({ choices: [], filler: "x".repeat(2000) }) },
      },
    }));
    const file = new File([JSON.stringify({ log: { entries } })], "all.har");
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(file);
    const began = performance.now();
    document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
    const frames = await framesUntil(() => document.querySelector("tr.winner") !== null);
    return { megabytes: file.size / 2 ** 20, longest: Math.max(...frames), total: performance.now() - began };

    async function framesUntil(isOver) {
      const lengths = [];
      let last = performance.now();
      while (!isOver()) {
        await new Promise(requestAnimationFrame);
        const now = performance.now();
        lengths.push(now - last);
        last = now;
      }
      return lengths;
    }
  });
  tell(`a HAR of 5 000 calls, ${megabytes.toFixed(1)} MB: until the first is explained`, `${Math.round(total)} ms`);
  tell("… and the longest the page stood still meanwhile", `${Math.round(longest)} ms`);
}

async function smoothness() {
  const page = await open();
  await page.goto("/provoke/sse-long-cut?peer=none");
  await page.getByRole("button", { name: "Send" }).click();
  const frames = await page.evaluate(async () => {
    const lengths = [];
    let last = performance.now();
    while (document.querySelector("#verdict-title") === null) {
      await new Promise(requestAnimationFrame);
      const now = performance.now();
      lengths.push(now - last);
      last = now;
    }
    return lengths.sort((one, other) => one - other);
  });
  const at = (share) => Math.round(frames[Math.floor((frames.length - 1) * share)]);
  tell("a timeline of 60 points per second: frame, half and 95 of 100", `${at(0.5)} ms, ${at(0.95)} ms`);
}
