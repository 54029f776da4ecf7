import { readFileSync } from "node:fs";
import { classify, createReport, formatReport } from "@comet-triage/core";

/** What one report cost. */
export interface ReportCost {
  readonly bytes: number;
  readonly reportMs: number;
  readonly formatMs: number;
  /** The processor time of both: less than their duration if other processes were busy, too. */
  readonly processorMs: number;
  /** How much the process grew at its peak, compared with its size with the body in memory. */
  readonly peakBytes: number;
}

// When run directly: makes one report, the process's first, on the body in a file.
const body = readFileSync(process.argv[2] ?? "", "utf8");
const verdict = classify({ status: 400, body: '{"error":{"message":"bad","code":"invalid_request"}}' });
const headers = { authorization: "Bearer sk-abcdef1234567890abcdef", "content-type": "application/json" };
const request = { method: "POST", url: "https://api.cometapi.com/v1/chat/completions", headers, body };
const peak = (): number => process.resourceUsage().maxRSS * 1024;
const before = peak();
const processor = process.cpuUsage();
const start = performance.now();
const report = createReport({ request, verdict, response: { status: 400, headers: {}, body: "{}" } });
const made = performance.now();
formatReport(report);
const end = performance.now();
const { user, system } = process.cpuUsage(processor);
const cost: ReportCost = {
  bytes: Buffer.byteLength(body),
  reportMs: made - start,
  formatMs: end - made,
  processorMs: (user + system) / 1000,
  peakBytes: peak() - before,
};
console.log(JSON.stringify(cost));
