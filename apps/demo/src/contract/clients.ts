/** Ours: what obeys the table. */
export const adapters = ["fetch", "axios", "edge"] as const;

/** What people use today, as it comes. */
export const peers = ["openai", "ky"] as const;

export type Adapter = (typeof adapters)[number];
export type Peer = (typeof peers)[number];
export type ClientName = Adapter | Peer;
