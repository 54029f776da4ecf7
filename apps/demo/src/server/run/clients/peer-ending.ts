import { tellBroken, tellSent } from "../../../outcome.ts";
import type { TokenCount } from "../read-answer.ts";
import type { Tap } from "../tap.ts";
import type { Ending } from "./client.ts";

/** The longest part of an answer or an error that is shown, in characters. */
const limit = 80;

/** What a peer's caller gets, with the peer's own view of success or failure. */
export async function peerEnding(tap: Tap, send: (tokens: TokenCount) => Promise<unknown>): Promise<Ending> {
  const tokens: TokenCount = { count: 0 };
  try {
    const answer = await send(tokens);
    const what = tokens.count > 0 ? `a stream of ${tokens.count} tokens` : short(answer);
    return { isOk: true, outcome: `returned ${what}, ${tellSent(tap.attempts)}` };
  } catch (error) {
    const thrown = error instanceof Error ? `${error.constructor.name}: ${short(error.message)}` : short(error);
    return { isOk: false, outcome: `${tokens.count > 0 ? `${tellBroken(tokens.count)}, ` : ""}threw ${thrown}` };
  }
}

function short(value: unknown): string {
  if (value === undefined) return "an empty stream";
  const text = (typeof value === "string" ? value : JSON.stringify(value)).replace(/\s+/g, " ").trim();
  if (text === "") return "nothing";
  return text.length > limit ? `${text.slice(0, limit)}…` : text;
}
