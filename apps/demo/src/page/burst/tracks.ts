import { type BurstClient, type BurstEvent, burstClients } from "../../contract/burst.ts";

/** One client's burst, as it is drawn. */
export interface Track {
  readonly client: BurstClient;
  /** Its progress, report by report. */
  readonly events: readonly BurstEvent[];
}

/** What happened in one slice of time, per second. */
export interface Slice {
  /** Milliseconds since the burst began. */
  readonly from: number;
  readonly served: number;
  readonly refused: number;
}

/** Length of a slice, in milliseconds. */
export const sliceLength = 250;

export const emptyTracks = (): Track[] => burstClients.map((client) => ({ client, events: [] }));

export const withEvents = (tracks: readonly Track[], added: readonly BurstEvent[]): readonly Track[] =>
  tracks.map(({ client, events }) => ({
    client,
    events: [...events, ...added.filter((event) => event.client === client)],
  }));

export const lastOf = ({ events }: Track): BurstEvent | undefined => events.at(-1);

/** Requests per second over time: what happened between two reports is counted in the slice of the later one. */
export function slicesOf({ events }: Track): readonly Slice[] {
  const slices = new Map<number, { served: number; refused: number }>();
  let before = { sent: 0, refused: 0 };
  for (const { at, sent, refused } of events) {
    const from = Math.floor(at / sliceLength) * sliceLength;
    const slice = slices.get(from) ?? { served: 0, refused: 0 };
    slice.refused += refused - before.refused;
    slice.served += sent - refused - (before.sent - before.refused);
    slices.set(from, slice);
    before = { sent, refused };
  }
  const perSecond = 1000 / sliceLength;
  return [...slices].map(([from, { served, refused }]) => ({
    from,
    served: served * perSecond,
    refused: refused * perSecond,
  }));
}

/** The wait within which a given share of the callers had an answer, in milliseconds. */
export function waitOf(waits: readonly number[], share: number): number | undefined {
  return waits[Math.min(waits.length - 1, Math.ceil(share * waits.length) - 1)];
}
