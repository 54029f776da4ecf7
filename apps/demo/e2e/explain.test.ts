import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { ownClipboard, visitLab } from "../test/lab.ts";

const visitor = visitLab();
const key = "sk-4fQ9x0Zr8mT2vB6nW1cYkL5hJ7dS3gA";
const field = (page: Page) => page.getByLabel("What you have of the failed call");
const statusField = (page: Page) => page.getByLabel("Status, if it is missing");
const note = (page: Page, text: string) => page.getByRole("status").getByText(text, { exact: true });
const heading = (page: Page, name: string) => page.getByRole("heading", { name, exact: true });
const answer = (page: Page) => page.locator(".answer");

const error = (message: string, code = "") =>
  JSON.stringify({ error: { message, type: "comet_api_error", param: "", code } });
const curl = (status: number, body: string) => `> POST /v1/chat/completions HTTP/2
> Host: api.cometapi.com
> Authorization: Bearer ${key}
>
< HTTP/2 ${status}
< content-type: application/json
<
${body}`;

/** Drops a file with this content, as a user would from a folder. */
async function drop(page: Page, name: string, content: string, repeat = 1) {
  await page.getByRole("heading", { name: "Explain a response" }).waitFor();
  await page.evaluate(
    ([name, content, repeat]) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(
        new File(
          Array.from({ length: repeat }, () => content),
          name,
        ),
      );
      document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
    },
    [name, content, repeat] as const,
  );
}

/** A HAR with a number of calls, of which every hundredth failed. */
const har = (calls: number) =>
  JSON.stringify({
    log: {
      entries: Array.from({ length: calls }, (_, index) => ({
        request: { method: "POST", url: `https://api.cometapi.com/v1/chat/completions?call=${index}`, headers: [] },
        response:
          index % 100 === 99
            ? { status: 503, headers: [], content: { text: error("no available channel", "model_not_found") } }
            : { status: 200, headers: [], content: { text: `{"choices":[],"filler":"${"x".repeat(500)}"}` } },
      })),
    },
  });

describe("a pasted response", () => {
  it("is judged, and shows the row that decided and what matched it", async () => {
    const page = await visitor.open("/explain");
    await field(page).fill(curl(500, error("field messages is required", "invalid_request")));
    await heading(page, "Fix the request body before sending it again.").waitFor();
    const row = page.locator("tr.winner");
    expect(await row.getByRole("link").textContent()).toBe("invalid-request-as-500");
    expect(await row.locator(".matches li").allTextContents()).toEqual(["status 500", "code invalid_request"]);
  });

  it("may be the message of an error alone", async () => {
    const page = await visitor.open("/explain");
    await field(page).fill("500 field messages is required (request id: 20260624101530482913057Qm3xT9aL)");
    await heading(page, "Fix the request body before sending it again.").waitFor();
    expect(await page.locator("tr.winner").getByRole("link").textContent()).toBe("missing-field-as-500");
  });

  it("becomes a report without the key, to copy and to download", async () => {
    const page = await visitor.open("/explain");
    const copiedText = await ownClipboard(page);
    await field(page).fill(curl(500, error(`no messages for ${key}`, "invalid_request")));
    await page.getByText(/^Removed: \d places$/).waitFor();
    expect(await answer(page).textContent()).not.toContain(key);

    await page.getByRole("button", { name: "Copy", exact: true }).click();
    await page.getByText("Copied").waitFor();
    const copied = await copiedText();
    expect(copied).toContain("- **Error code:** invalid_request");
    expect(copied).not.toContain(key);

    await page.getByText("JSON", { exact: true }).click();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Download" }).click(),
    ]);
    expect(download.suggestedFilename()).toBe("support-report.json");
  });

  it("may be an error as it was printed", async () => {
    const page = await visitor.open("/explain?sample=error");
    await page.locator("tr.winner").getByText("connection-reset").waitFor();
    expect(await page.locator(".matches li").allTextContents()).toEqual(["network reset"]);
  });

  it("may lack its status, which the page asks for", async () => {
    const page = await visitor.open("/explain");
    await field(page).fill(error("busy"));
    await answer(page).waitFor();
    await statusField(page).pressSequentially("503");
    await page.locator("tr.winner").getByText("service-unavailable").waitFor();
    await page.keyboard.press("Backspace");
    await answer(page).getByText("status unknown").waitFor();
  });

  it("takes only a status as its status, and the page says which there are", async () => {
    const page = await visitor.open("/explain");
    const isInvalid = () => statusField(page).getAttribute("aria-invalid");
    await statusField(page).pressSequentially("999");
    await note(page, "100 to 599").waitFor();
    expect(await isInvalid()).toBe("true");
    await statusField(page).blur();
    expect(await statusField(page).inputValue()).toBe("999");

    await statusField(page).fill("");
    await statusField(page).pressSequentially("42");
    await note(page, "100 to 599").waitFor({ state: "detached" });
    expect(await isInvalid()).toBe("false");
    await page.keyboard.press("Tab");
    await note(page, "100 to 599").waitFor();
  });

  it("keeps a status of its own, and the page says so", async () => {
    const page = await visitor.open("/explain");
    await statusField(page).fill("500");
    await field(page).fill(curl(429, error("busy")));
    await note(page, "the response has its own").waitFor();
    expect(await statusField(page).inputValue()).toBe("429");
    expect(await statusField(page).isEditable()).toBe(false);
    await page.getByRole("link", { name: "a HAR" }).click();
    await note(page, "each call has its own").waitFor();
    expect(await statusField(page).inputValue()).toBe("");
    await field(page).fill(error("busy"));
    await page.locator("tr.winner").waitFor();
    await note(page, "each call has its own").waitFor({ state: "detached" });
    expect(await statusField(page).inputValue()).toBe("500");
  });

  it.each([
    [error("field messages is required", "invalid_request"), "status unknown invalid_request"],
    ["TypeError: fetch failed\n  [cause]: Error: read ECONNRESET", "no response"],
    ["< HTTP/2 200\n<\n{\ncurl: (18) transfer closed with outstanding read data remaining", "200"],
  ])("has its status on the verdict, or why there is none: %#", async (text, shown) => {
    const page = await visitor.open("/explain");
    await field(page).fill(text);
    await answer(page).waitFor();
    expect(await answer(page).locator("code").first().textContent()).toBe(shown);
  });

  it("without a call in it is refused, and the page says what to give instead", async () => {
    const page = await visitor.open("/explain");
    await field(page).fill("lorem ipsum dolor");
    const alert = await page.getByRole("alert").textContent();
    expect(alert).toMatch(/^No response, error or status was found in it\. Give the output of curl/);
    await field(page).fill("");
    await page.getByRole("alert").waitFor({ state: "detached" });
  });

  it("replaces an example that was shown before", async () => {
    const page = await visitor.open("/explain");
    for (const text of ["lorem", "HTTP/1.1 503 x"]) {
      await page.getByRole("link", { name: "curl -v" }).click();
      await page.locator("tr.winner").getByText("invalid-request-as-500").waitFor();
      await field(page).fill(text);
      await page.waitForURL((url) => url.search === "");
    }
  });

  it("is cleared together with its status", async () => {
    const page = await visitor.open("/explain");
    await statusField(page).fill("503");
    await answer(page).waitFor();
    await page.getByRole("button", { name: "Clear" }).click();
    await answer(page).waitFor({ state: "detached" });
    expect(await statusField(page).inputValue()).toBe("");
  });

  it("is no wider than the page, however long its words are", async () => {
    const page = await visitor.open("/explain", { viewport: { width: 390, height: 844 } });
    await field(page).fill(curl(500, error("x".repeat(20_000), "c".repeat(5000))));
    await answer(page).waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  });

  it("is not replaced by an example whose name does not exist", async () => {
    const page = await visitor.open("/explain?row=constructor&sample=toString");
    await field(page).fill("HTTP/1.1 503 x");
    await page.locator("tr.winner").getByText("service-unavailable").waitFor();
  });

  it("never runs a script, whatever is in it", async () => {
    const page = await visitor.open("/explain");
    const hostile = `<img src=x onerror="window.ran=1"><script>window.ran=1</script><svg onload="window.ran=1">`;
    await field(page).fill(curl(400, error(hostile)));
    await answer(page).getByText("window.ran").first().waitFor();
    await field(page).fill(`HTTP/1.1 200 OK\n\n<!DOCTYPE html><title>${hostile}</title>${hostile}`);
    await page.locator("tr.winner").getByText("path-html-page").waitFor();
    expect(await page.evaluate(() => "ran" in window)).toBe(false);
    expect(await page.locator("main img, main script").count()).toBe(0);
  });
});

describe("a file", () => {
  it("with one failure among many calls shows that one, and a list if there are several", async () => {
    const page = await visitor.open("/explain?sample=har");
    await heading(page, "2 of 3 calls failed").waitFor();
    await page.getByRole("button", { name: /^524/ }).click();
    await page.locator("tr.winner").getByText("gateway-timeout").waitFor();
  });

  it("of 5 000 calls is read in a worker, so that the page stays responsive", async () => {
    const page = await visitor.open("/explain");
    await drop(page, "all.har", har(5000));
    await heading(page, "50 of 5,000 calls failed").waitFor();
    expect(await page.getByText("all.har").isVisible()).toBe(true);
    const [worker] = page.workers();
    expect(worker?.url()).toContain("explain.worker");
  });

  it("of 50 MB is refused at once, and the page says what to do", async () => {
    const page = await visitor.open("/explain");
    await drop(page, "big.har", "x".repeat(2 ** 20), 50);
    const alert = await page.getByRole("alert").textContent();
    expect(alert).toMatch(/^big\.har has 50 MB; 40 MB is the most that is read\. Keep the failed calls only/);
  });

  it("is refused if it is not text", async () => {
    const page = await visitor.open("/explain");
    await drop(page, "picture.png", "\u0089PNG\0\0\0");
    expect(await page.getByRole("alert").textContent()).toMatch(/^This is a binary file, not text\./);
  });
});

it("sends nothing that is pasted, typed or dropped anywhere", async () => {
  const page = await visitor.open("/explain");
  const requests: string[] = [];
  page
    .context()
    .on("request", (request) => requests.push(`${request.method()} ${request.url()} ${request.postData()}`));
  await statusField(page).fill("429");
  await field(page).fill(curl(500, error("field messages is required", "invalid_request")));
  await heading(page, "Fix the request body before sending it again.").waitFor();
  await drop(page, "all.har", har(200));
  await heading(page, "2 of 200 calls failed").waitFor();
  expect(requests.filter((line) => !/^GET http:\/\/127\.0\.0\.1:\d+\/assets\/[\w.-]+\.js null$/.test(line))).toEqual(
    [],
  );
});
