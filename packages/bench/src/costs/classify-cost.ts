import { classify } from "@comet-triage/core";
import type { Bench } from "../bench.ts";
import { compare, figuresTable, perOperation } from "../figures/measure.ts";
import { peerDecisions } from "./peer-decisions.ts";

/** The guide's sample of a 500 that is a bad request, unchanged. */
const sample = `{
	"error": {
		"message": "field messages is required (request id: ...)",
		"type": "comet_api_error",
		"param": "",
		"code": "invalid_request"
	}
}`;
const headers = { "content-type": "application/json", "x-oneapi-request-id": "20260624101530482913057Qm3xT9aL" };
const pageHeaders = { "content-type": "text/html; charset=UTF-8", "cf-ray": "8f0e1d2c3b4a5968-SIN" };
const filler = '<p class="text">The web server did not return a complete response.</p>\n';
const page = `<!DOCTYPE html>\n<html lang="en">\n<head>\n<title>api.cometapi.com | 524: A timeout occurred</title>\n</head>\n<body>\n${filler.repeat(36)}</body>\n</html>\n`;

/** The cost of a decision, compared with `JSON.parse` of the guide's sample. */
export const classifyCost: Bench = {
  title: "Cost of a decision",
  run: async () => [await beside(), await ofPeers(), ...(await growth())].join("\n\n"),
};

const parse = { "JSON.parse of the 500 sample": perOperation(() => JSON.parse(sample), 20_000) };

/** Each new shape makes the engine compile again: only the final state counts. */
const rounds = [31, 12] as const;

async function beside(): Promise<string> {
  const parsed: unknown = JSON.parse(sample);
  const figures = await compare(
    {
      ...parse,
      "classify, parsed body": perOperation(() => classify({ status: 500, headers, body: parsed }), 20_000),
      // The two together cost more than each alone: after one, the other's code is cold.
      "JSON.parse, then classify, parsed body": perOperation(() => {
        JSON.parse(sample);
        return classify({ status: 500, headers, body: parsed });
      }, 20_000),
      "classify, text body": perOperation(() => classify({ status: 500, headers, body: sample }), 20_000),
      "classify, HTML page": perOperation(() => classify({ status: 524, headers: pageHeaders, body: page }), 20_000),
      "classify, 429 with prose": perOperation(() => classify({ status: 429, headers, body: throttled }), 5_000),
    },
    ...rounds,
  );
  return figuresTable(`classify beside JSON.parse (page of ${page.length} characters)`, figures, {
    "classify, parsed body": 0.8,
    "classify, text body": 2,
    "classify, HTML page": 0.5,
  });
}

/** Measured after ours: the errors that they create and discard would slow it down. */
async function ofPeers(): Promise<string> {
  const decisions = Object.entries(peerDecisions(headers));
  const peers = Object.fromEntries(decisions.map(([name, decide]) => [name, perOperation(decide, 20_000)]));
  const failing = { "JSON.parse of the HTML page": perOperation(failingParse, 2_000) };
  return figuresTable("peers beside JSON.parse", await compare({ ...parse, ...failing, ...peers }, ...rounds));
}

const throttled =
  '{"error":{"message":"Rate limit reached for requests. Please try again in 20s.","type":"requests","code":"rate_limit_exceeded"}}';

function failingParse(): unknown {
  try {
    return JSON.parse(page);
  } catch (error) {
    return error;
  }
}

/** Whether the cost stays linear, and bounded, in the size of hostile bodies. */
async function growth(): Promise<string[]> {
  const shapes: Readonly<Record<string, (size: number) => string>> = {
    "nested brackets": (size) => "[".repeat(size),
    "one long message": (size) => `{"error":{"message":"${"a (".repeat(size / 3)}","code":""}}`,
    "an endless page": (size) => `<html>${"<p>(request id: ".repeat(size / 16)}`,
    "an endless stream": (size) => 'data: {"choices":[]}\n\n'.repeat(size / 22),
  };
  const tables: string[] = [];
  for (const [name, make] of Object.entries(shapes)) {
    const sizes = [10_000, 250_000, 500_000, 1_000_000];
    const figures = await compare(
      Object.fromEntries(
        sizes.map((size) => {
          const body = make(size);
          return [`${size.toLocaleString("en")} characters`, perOperation(() => classify({ status: 500, body }), 20)];
        }),
      ),
      7,
      1,
    );
    tables.push(figuresTable(`growth with ${name}`, figures));
  }
  return tables;
}
