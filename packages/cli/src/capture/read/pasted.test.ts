import { describe, expect, it } from "vitest";
import { explainCapture, hasFailed, readCaptures } from "../index.ts";

const explained = (text: string, status?: number) =>
  readCaptures(text, { status })
    .filter(hasFailed)
    .map((capture) => explainCapture(capture));
const verdictsIn = (text: string, status?: number) => explained(text, status).map(({ verdict }) => verdict);

const json = '{"error":{"message":"oops","type":"comet_api_error","param":"","code":"invalid_request"}}';

describe("curl's progress meter", () => {
  const head =
    "  % Total    % Received % Xferd  Average Speed   Time    Time     Time  Current\n                                 Dload  Upload   Total   Spent    Left  Speed\n";
  const start = "  0     0    0     0    0     0      0      0 --:--:-- --:--:-- --:--:--     0";
  const figures = "100   161  100   130  100    31   117k     98  0:00:01 --:--:-- --:--:--   510";

  it.each([
    ["before a body", `${head}${figures}\n${json}`],
    ["with carriage returns", `${head}\r${start}\r${figures}\n${json}`],
    ["right behind a body", `${head}${json}${figures}\n`],
  ])("is no status: %s", (_where, text) => {
    expect(readCaptures(text)).toEqual([{ form: "body", response: { body: json } }]);
    expect(verdictsIn(text, 500)).toMatchObject([{ status: 500, message: "oops" }]);
  });

  it("does not hide the status that curl -i prints", () => {
    expect(verdictsIn(`${head}\r${start}\r${figures}HTTP/1.1 503 x\r\n\r\nbusy`)).toMatchObject([
      { status: 503, message: "busy" },
    ]);
  });
});
