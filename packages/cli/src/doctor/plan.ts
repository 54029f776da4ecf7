import { redact } from "@comet-triage/core";
import { counted } from "../words.ts";
import type { Examination } from "./offline/examine.ts";
import type { ClientRequest } from "./online/client.ts";
import { baseOf, partsOf } from "./online/parts.ts";
import { Requests } from "./online/requests.ts";
import type { Subject } from "./subject/subject.ts";
import { type StepId, stepNames } from "./types.ts";

/** What a walk would send. */
export interface Plan {
  /** Whether offline checks found the cause: nothing would be sent. */
  readonly cause?: Examination["cause"];
  /** In order; the walk stops at the first that fails. */
  readonly requests: readonly (ClientRequest & { readonly step: StepId })[];
  /** What may follow when only the request itself fails. */
  readonly optionalFields: number;
  readonly maxCalls: number;
}

interface PlanFlags {
  readonly otherKey?: string | undefined;
  readonly otherModel?: string | undefined;
  readonly maxCalls: number;
}

/** The plan of a walk; nothing is sent. It shows no keys and no files. */
export function planOf(subject: Subject, { cause }: Examination, { maxCalls, otherKey, otherModel }: PlanFlags): Plan {
  const { target, model, body, request } = subject;
  if (cause !== undefined) return { cause, requests: [], optionalFields: 0, maxCalls };
  const make = new Requests(subject);
  const minimal = model === undefined ? undefined : target.endpoint?.minimal?.(model);
  const known = minimal ? make.withBody(JSON.stringify(minimal)) : make.simple("<a model that the key sees>");
  const own = request && make.withBody(request.body);
  const base = body && baseOf(body, target.endpoint, minimal);
  return {
    requests: [
      shown("key-alone", make.keyAlone()),
      shown("known-good", known),
      ...(own ? [shown("your-request", own)] : []),
      ...(own && otherKey !== undefined ? [shown("other-key", own)] : []),
      ...(own && otherModel !== undefined ? [shown("other-model", own)] : []),
    ],
    optionalFields: body && base ? partsOf(body, base, target.endpoint).length : 0,
    maxCalls,
  };
}

function shown(step: StepId, request: ClientRequest): ClientRequest & { step: StepId } {
  return { step, ...(redact(request).value as ClientRequest) };
}

/** A plan as text. */
export function planInWords({ cause, requests, optionalFields, maxCalls }: Plan): string {
  if (cause !== undefined) return `Nothing would be sent: ${cause.summary} ${cause.action}\n`;
  const lines = requests.flatMap(({ step, method, url, headers, body }, index) => [
    `${index + 1}. ${stepNames[step]}${/^other/.test(step) ? ", if yours fails" : ""}`,
    `   ${method} ${url}`,
    ...Object.entries(headers).map(([name, value]) => `   ${name}: ${value}`),
    ...(body === undefined ? [] : [indented(body.length > limit ? `${body.slice(0, limit)}…` : body)]),
  ]);
  if (optionalFields > 0) {
    lines.push(`If only yours fails: up to ${counted(optionalFields, "field")} put back, some at a time.`);
  }
  return `${lines.join("\n")}\nNothing was sent. At most ${counted(maxCalls, "call")}, retries included.\n`;
}

const indented = (text: string): string => text.trim().replace(/^/gm, "   ");

/** How many characters of a body are shown. */
const limit = 2000;
