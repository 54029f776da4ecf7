import type { CallOptions } from "@comet-triage/core";
import type { JsonValue } from "@comet-triage/simulator";
import type { Setup } from "../setup.ts";

/** The prompt for every model; none of our errors may show it. */
export const plantedPrompt = "the planted prompt";

/** What every healthy model of the simulator answers. */
export const greeting = "Hello! How can I help you today?";

/** What users can read from an error, where the SDK documents it. */
export interface Reading {
  readonly status?: number | undefined;
  /** The gateway's code; on Anthropic's route, which has none, its type. */
  readonly code?: string | null | undefined;
  readonly message?: string | undefined;
  readonly requestId?: string | null | undefined;
}

/** One thing that an SDK can do. */
export interface Call<Own> {
  readonly name: string;
  readonly path: string;
  /** Resolves with the part of the answer that users want. */
  send(setup: Setup, own: Own): Promise<unknown>;
  readonly answer: unknown;
  /** Ways for its stream to break after `read`, in its dialect. Absent for a call that streams nothing. */
  readonly deaths?: Readonly<Record<string, Death>>;
}

/** A stream that breaks, as the simulator plays it. */
export interface Death {
  readonly chunks: readonly string[];
  readonly end?: "reset";
  /** What the error says. */
  readonly code: string;
}

/** A way to configure it. */
export interface Setting<Own> {
  readonly name: string;
  readonly own: Own;
  /** Options of our adapters. */
  readonly options: CallOptions;
  /** Failures that persist, after which the SDK does not retry by itself. */
  readonly lasting: readonly ("platform-500-forever" | "connection-reset-forever")[];
}

/** A package that people use, and the calls that are tried with it. `Own` is the type of its own settings. */
export interface Sdk<Own> {
  readonly name: string;
  /** The scenario of a request that is wrong behind a 500, in the envelope of its route. */
  readonly malformed: { readonly scenario: string; readonly code: string; readonly message: string };
  readonly settings: readonly Setting<Own>[];
  readonly calls: readonly [Call<Own>, ...Call<Own>[]];
  read(error: unknown): Reading;
  /** What the SDK's own errors print of the request, whichever adapter sends it: not ours to remove. */
  readonly prints: readonly ("key" | "prompt")[];
}

/** One event, named after its type if it has one. */
export const event = (data: { readonly type?: string; readonly [field: string]: JsonValue | undefined }): string =>
  `${data.type === undefined ? "" : `event: ${data.type}\n`}data: ${JSON.stringify(data)}\n\n`;

/** A malformed request on OpenAI's routes. */
export const malformedChat: Sdk<never>["malformed"] = {
  scenario: "invalid-request-500",
  code: "invalid_request",
  message: "field messages is required",
};
