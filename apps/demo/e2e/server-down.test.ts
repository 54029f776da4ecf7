import { expect, it } from "vitest";
import { serve, visitLab } from "../test/lab.ts";

// The browser itself reports each failed request on the console.
const visitor = visitLab({ tolerates: /^Failed to load resource: net::ERR_/ });

it("says that the server does not answer", async () => {
  const lab = await serve();
  const page = await visitor.open(lab.url);
  await page.getByRole("button", { name: "Send" }).waitFor();
  await lab.close();
  await page.getByRole("button", { name: "Send" }).click();
  await page.getByRole("alert").getByText("The lab's server does not answer. Start it with npm start").waitFor();
});

it("continues once the server is back", async () => {
  const page = await visitor.open("/");
  await page.route("**/api/runs", (route) => route.abort(), { times: 1 });
  await page.getByRole("button", { name: "Send" }).click();
  await page.getByRole("alert").waitFor();
  await page.getByRole("button", { name: "Send" }).click();
  await page.locator("#verdict-title").waitFor();
  expect(await page.getByRole("alert").count()).toBe(0);
});

it("explains without the server", async () => {
  const lab = await serve();
  const page = await visitor.open(`${lab.url}explain?sample=wallet`);
  await page.locator("tr.winner").getByText("balance-empty").waitFor();
  await lab.close();
  await page.getByRole("link", { name: "a web page" }).click();
  await page.locator("tr.winner").getByText("path-html-page").waitFor();
});

it("offers to ask again for what the server did not send", async () => {
  const page = await visitor.open("about:blank");
  await page.route("**/api/lab", (route) => route.abort(), { times: 1 });
  await page.goto("/");
  await page.getByRole("button", { name: "Try again" }).press("Enter");
  await page.getByRole("button", { name: "Send" }).waitFor();
  expect(await page.evaluate(() => document.activeElement?.id)).toBe("main");
});
