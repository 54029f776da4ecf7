/** Our clients, which follow the table. */
export const adapters = ["fetch", "axios", "edge"] as const;

/** Clients that people use today, with their defaults. */
export const peers = ["openai", "ky"] as const;

export type Adapter = (typeof adapters)[number];
export type Peer = (typeof peers)[number];
export type ClientName = Adapter | Peer;
