import { relayError } from "../reply/envelopes.ts";
import { chat, midjourney } from "./requests.ts";
import type { Scenario } from "./scenario.ts";

const section = "disguised as success";

export const disguised: readonly Scenario[] = [
  {
    name: "envelope-200",
    title: "200 with an error envelope",
    section,
    request: chat,
    replies: [{ body: relayError("The server is overloaded or not ready yet.", "server_error", "server_error") }],
  },
  {
    name: "mj-banned-200",
    title: "200 from Midjourney: code 24, a banned word",
    section,
    request: midjourney,
    replies: [
      {
        body: {
          code: 24,
          description: "可能包含敏感词",
          properties: { promptEn: "a banned lighthouse", bannedWord: "banned" },
        },
      },
    ],
  },
];
