import { z } from "zod";
import { adapters, peers } from "./clients.ts";

/** What the page asks for: one scenario, sent by one of our clients and, beside it, by a peer. */
export const RunRequestSchema = z.strictObject({
  scenario: z.string().min(1).max(100),
  adapter: z.enum(adapters),
  peer: z.enum(peers).optional(),
  /** Whether to send the scenario's request to the real gateway. */
  live: z.boolean().default(false),
});

export type RunRequest = z.infer<typeof RunRequestSchema>;
