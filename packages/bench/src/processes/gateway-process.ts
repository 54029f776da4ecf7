import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { answerBody } from "../gateway/answers.ts";
import { type GatewayPlan, gatewayOf } from "../gateway/gateway.ts";
import { clock } from "../storms/load.ts";
import { offer } from "./processes.ts";

/** What a gateway saw, in milliseconds of the machine's clock. */
export interface GatewayLog {
  /** When its clock started: with the first request. */
  readonly began: number;
  /** When each request arrived. */
  readonly requests: readonly number[];
  /** The longest time for which its process was blocked. */
  readonly stall: number;
}

/** What a gateway's process does on request. */
export interface GatewayProcess {
  /** Listens; resolves with its origin. */
  open(plan: GatewayPlan): Promise<string>;
  log(): GatewayLog;
}

const delay = monitorEventLoopDelay({ resolution: 5 });
const requests: number[] = [];
const began = () => requests[0] ?? 0;

const functions: GatewayProcess = {
  open(plan) {
    const gateway = gatewayOf(plan);
    const server = createServer({ keepAliveTimeout: 65_000 }, (request, response) => {
      request.resume().on("end", () => {
        const arrived = clock();
        requests.push(arrived);
        const { status, headers, at } = gateway.admit(arrived - began());
        const answer = () => {
          const body = answerBody(status, request.url);
          response.writeHead(status, { ...headers, "content-type": "application/json", "content-length": body.length });
          response.end(body);
        };
        const wait = began() + at - arrived;
        if (wait > 0) setTimeout(answer, wait);
        else answer();
      });
    });
    return new Promise((resolve) =>
      server.listen({ port: 0, host: "127.0.0.1", backlog: 4096 }, () => {
        delay.enable();
        resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
      }),
    );
  },
  log: () => ({ began: began(), requests, stall: delay.max / 1e6 }),
};

offer(functions);
