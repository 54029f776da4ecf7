import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { answerBody } from "./gateway/answers.ts";
import { type GatewayPlan, gatewayOf } from "./gateway/gateway.ts";
import { offer } from "./processes.ts";
import { clock } from "./storms/load.ts";

/** What a gateway saw: when each request came, in milliseconds of the machine's clock, and how many it served. */
export interface GatewayLog {
  readonly opened: number;
  readonly requests: readonly number[];
  readonly served: number;
}

/** What a gateway's process does when asked. */
export interface GatewayProcess {
  /** Listens; resolves with its origin. Its time begins now. */
  open(plan: GatewayPlan): Promise<string>;
  log(): GatewayLog;
}

let opened = 0;
let served = 0;
const requests: number[] = [];

const functions: GatewayProcess = {
  open(plan) {
    const gateway = gatewayOf(plan);
    const server = createServer({ keepAliveTimeout: 65_000 }, (request, response) => {
      request.resume().on("end", () => {
        const arrived = clock();
        requests.push(arrived);
        const { status, headers, at } = gateway.admit(arrived - opened);
        if (status === 200) served++;
        const answer = () => {
          const body = answerBody(status, request.url);
          response.writeHead(status, { ...headers, "content-type": "application/json", "content-length": body.length });
          response.end(body);
        };
        const wait = opened + at - arrived;
        if (wait > 0) setTimeout(answer, wait);
        else answer();
      });
    });
    return new Promise((resolve) =>
      server.listen(0, "127.0.0.1", () => {
        opened = clock();
        resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
      }),
    );
  },
  log: () => ({ opened, requests, served }),
};

offer(functions);
