import { scenarios } from "@comet-triage/conformance/scenarios";
import { startSimulator } from "@comet-triage/simulator/node";
import { markdownTable } from "markdown-table";
import pMap from "p-map";
import type { Bench } from "../bench.ts";
import type { Peer } from "../peers/index.ts";
import { countReadable, type Judgment } from "./judge.ts";
import { runScenarios } from "./run-scenarios.ts";

type Judgments = ReadonlyMap<string, Judgment>;

/** So many that the waits of one client are used for others; nothing is timed here. */
const atOnce = 8;

export const correctness: Bench = {
  title: "Correctness",
  async run({ clients, quick }) {
    await using simulator = await startSimulator();
    const chosen = quick ? scenarios.filter((_, index) => index % 3 === 0) : scenarios;
    const results = await pMap(
      clients.filter(({ only }) => only === undefined),
      async (peer) => ({ peer, judgments: await runScenarios(peer, simulator, chosen) }),
      { concurrency: atOnce },
    );
    const legend = chosen.map(({ id, title }) => `- ${id}: ${title}`).join("\n");
    return [intro, totals(results, chosen.length), details, each(results), legend].join("\n\n");
  },
};

const intro = `Scenarios of the conformance suite over real HTTP. Right: the outcome that the title names, with as many requests
as it takes, none before the server allows it. Wasted: requests sent although a response had shown that none could help,
or before it allowed them. Status, code,
message, request id: on how many errors they can be read, in one of the client's own fields or in the parsed body and the
headers that its error carries, out of those where the server sent them.`;

const details =
  "Requests sent, in each scenario; `+` if the call ended as a success, `-` if it ended as an error, `?` if it had not ended after 18 s; bold if wrong.";

type Result = { readonly peer: Peer; readonly judgments: Judgments };

function totals(results: readonly Result[], count: number): string {
  const rows = results.map(({ peer, judgments }) => {
    const all = [...judgments.values()];
    const readable = (["status", "code", "message", "requestId"] as const).map((field) =>
      countReadable(all, field).join("/"),
    );
    const sum = (of: (judgment: Judgment) => number) => String(all.reduce((total, one) => total + of(one), 0));
    const right = all.filter((judgment) => judgment.right).length;
    return [
      nameOf(peer),
      `${right}/${count}`,
      sum(({ wasted }) => wasted),
      sum(({ requests }) => requests),
      ...readable,
    ];
  });
  const head = ["client", "right", "wasted", "sent", "status", "code", "message", "request id"];
  return markdownTable([head, ...rows], { align: ["l", ...head.slice(1).map(() => "r")] });
}

function each(results: readonly Result[]): string {
  const ids = [...(results[0]?.judgments.keys() ?? [])];
  const rows = ids.map((id) => [id, ...results.map(({ judgments }) => cellOf(judgments.get(id)))]);
  return markdownTable([["", ...results.map(({ peer }) => nameOf(peer))], ...rows]);
}

const marks = { success: "+", error: "-", "no end": "?" } as const;

function cellOf(judgment: Judgment | undefined): string {
  if (judgment === undefined) return "";
  const text = `${judgment.requests}${marks[judgment.outcome]}`;
  return judgment.right ? text : `**${text}**`;
}

const nameOf = ({ name, side }: Peer): string => (side === "ours" ? `**${name}**` : name);
