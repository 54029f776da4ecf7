// Takes the screenshots of the built lab for the documentation. Run `pnpm screenshots` in this folder.
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { serveLab } from "../dist/server/serve-lab.js";
import { browserOptions } from "./browser.mjs";

const send = (page) => page.getByRole("button", { name: "Send" }).click();

/** The address of each screenshot, what to wait for, and how much of the page to take, in pixels. */
const pictures = [
  {
    name: "provoke",
    path: "/provoke/invalid-request-500",
    height: 1000,
    show: async (page) => {
      await send(page);
      await page.getByText("could not help").waitFor();
    },
  },
  {
    name: "explain",
    path: "/explain?sample=curl",
    height: 1080,
    show: (page) => page.locator("tr.winner").waitFor(),
  },
  {
    name: "burst",
    path: "/rules/burst",
    height: 1060,
    show: async (page) => {
      await send(page);
      await page.getByText("callers have an answer").waitFor({ state: "attached" });
    },
  },
];

const lab = await serveLab({ port: 0, key: "" });
const browser = await chromium.launch(await browserOptions());
for (const { name, path, height, show } of pictures) {
  const page = await browser.newPage({ baseURL: lab.url, viewport: { width: 1280, height } });
  await page.goto(path);
  await show(page);
  const file = new URL(`../../../docs/images/${name}.png`, import.meta.url);
  await page.screenshot({ path: fileURLToPath(file) });
}
await browser.close();
await lab.close();
