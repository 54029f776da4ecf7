import { mostWithin, slowestTenth } from "../figures/statistics.ts";
import type { GatewayLog } from "../processes/gateway-process.ts";
import type { CallRecord } from "./load.ts";
import type { Storm } from "./storms.ts";

/** The figures of a storm. Absent if the storm does not need them. */
export interface Metrics {
  /** The share of all calls that succeeded. */
  readonly success: number;
  /** Requests per call that succeeded. */
  readonly requests: number;
  /** The time it took, relative to the minimum that the server's rate allows; absent unless all succeeded. */
  readonly time?: number;
  /** Successes per second until the last one. */
  readonly goodput: number;
  /** Mean wait of the slowest tenth of the successes, relative to their median; of those begun in the outage, if there is one. */
  readonly slowestTenth: number;
  /** Requests during the outage per call begun in it. */
  readonly outageRequests?: number;
  /** Calls begun in the outage that succeeded. */
  readonly outageSuccess?: number;
  /** Calls begun after it that succeeded. */
  readonly laterSuccess?: number;
  /** The most requests in a second after the outage, relative to the calls that arrive per second. */
  readonly peak?: number;
}

export function metricsOf(
  { load, limit, outage }: Pick<Storm, "load" | "limit" | "outage">,
  calls: readonly CallRecord[],
  log: GatewayLog,
): Metrics {
  const planned = load.kind === "tasks" ? load.calls : calls.length;
  const succeeded = calls.filter(isSuccess);
  const begin = Math.min(...calls.map(({ started }) => started));
  const elapsed = Math.max(...succeeded.map(({ ended }) => ended)) - begin;
  const all = {
    success: succeeded.length / planned,
    requests: log.requests.length / succeeded.length,
    goodput: (succeeded.length * 1000) / elapsed,
    ...(limit !== undefined && succeeded.length === planned && { time: elapsed / limit }),
  };
  if (outage === undefined || load.kind !== "arrivals")
    return { ...all, slowestTenth: slowestTenth(waitsOf(succeeded)) };

  const [from, to] = outage.map((time) => log.began + time) as [number, number];
  const inOutage = calls.filter(({ started }) => started >= from && started < to);
  const later = calls.filter(({ started }) => started >= to);
  const requests = log.requests.filter((moment) => moment >= from && moment < to).length;
  return {
    ...all,
    slowestTenth: slowestTenth(waitsOf(inOutage.filter(isSuccess))),
    outageRequests: requests / inOutage.length,
    outageSuccess: inOutage.filter(isSuccess).length / inOutage.length,
    laterSuccess: later.filter(isSuccess).length / later.length,
    peak:
      mostWithin(
        1000,
        log.requests.filter((moment) => moment >= to),
      ) / load.perSecond,
  };
}

type Success = CallRecord & { readonly ended: number };

const isSuccess = (call: CallRecord): call is Success => call.succeeded && call.ended !== undefined;
const waitsOf = (calls: readonly Success[]): number[] => calls.map(({ started, ended }) => ended - started);
