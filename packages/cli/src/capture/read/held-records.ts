import { readEnvelope } from "@comet-triage/core";
import { type Fields, fieldsOf, parseJson, textOf } from "../../json.ts";
import { isKnown } from "../judge/verdict-on.ts";
import type { Capture } from "../types.ts";
import { readText } from "./log-text.ts";
import { withTimeOf } from "./record-time.ts";
import { readJsonValue } from "./value.ts";

/** How deep stores of logs and traces nest what was logged. */
const maxDepth = 12;

/** Members that hold what was logged or thrown, as text. */
const isText =
  /^(?:@?message|@m|@x|_raw|event_message|msg|event|textPayload|log|line|body|error\w*|err|exception|exc_info|stack|description|rawErrorMessage|(?:error|exception)\.(?:message|stack_?trace))$/i;

/** A time, as text or in nanoseconds. */
const time = /^(?:\d{4}-\d\d-\d\dT|\d{16,19}$)/;

/** The conventions of OpenTelemetry, new and old, of Elastic and Google, by the end of a dotted name. */
const conventions = {
  status: /(?:^|\.)(?:http\.(?:response\.)?status_code|httpRequest\.status)$/,
  method: /(?:^|\.)(?:http\.(?:request\.)?method|httpRequest\.requestMethod)$/,
  url: /(?:^|\.)(?:url\.full|http\.url|httpRequest\.requestUrl)$/,
  content: /(?:^|\.)response\.body\.content$/,
  body: /(?:^|\.)response\.body$/,
  time: /(?:^|\.)(?:@?timestamp|start_time)$/,
};

/**
 * The exchanges in what a store of logs or traces exports, such as Datadog, Elasticsearch, Loki, CloudWatch, Google Cloud and
 * OpenTelemetry: in any record, at any depth; nothing if the value is itself the body of a response, or holds no exchange.
 */
export function readHeldRecords(value: unknown): readonly Capture[] {
  const isBody = readEnvelope(value).isError || typeof fieldsOf(value)?.object === "string";
  return isBody ? [] : recordsIn(value, 0).filter((found) => found.response?.status || isKnown(found));
}

function recordsIn(given: unknown, depth: number): readonly Capture[] {
  const value = plain(given);
  if (depth > maxDepth) return [];
  if (Array.isArray(value)) {
    // Loki and tables of Azure have a list for each line, with its time.
    const isRow = value.every((item) => typeof item !== "object") && value.some((item) => time.test(`${item}`));
    return isRow ? firstIn(value, depth) : value.flatMap((item) => recordsIn(item, depth + 1));
  }
  const fields = fieldsOf(value);
  return fields ? withTimeOf(fields, inRecord(fields, depth)) : [];
}

function inRecord(fields: Fields, depth: number): readonly Capture[] {
  const own = byConvention(fields) ?? readJsonValue(fields)?.find(({ response }) => response);
  if (own && isTelling(own)) return [own];
  if (own === undefined && depth > 0 && readEnvelope(fields).isError)
    return [{ form: "body", response: { body: fields } }];
  const held = Object.values(fields).flatMap((item) => recordsIn(item, depth + 1));
  // A record may have the same error as text, and its stack.
  const told = held.length > 0 ? held : firstIn(textsOf(fields), depth);
  if (own === undefined) return told;
  const says = told.find(isTelling);
  return [
    says ? { ...says, request: own.request ?? says.request, response: { ...own.response, ...says.response } } : own,
  ];
}

/** Whether the body says more than the status. */
function isTelling({ response }: Capture): boolean {
  const { kind, code, message } = readEnvelope(response?.body);
  return kind === "html" || `${code}${message}` !== "";
}

/** The texts in which an error may be. */
const textsOf = (fields: Fields): readonly string[] =>
  Object.entries(fields)
    .filter(([name]) => isText.test(name))
    .flatMap(([, item]) => plain(item))
    .filter((item) => typeof item === "string");

/** What is in the first text that has anything. */
function firstIn(texts: readonly unknown[], depth: number): readonly Capture[] {
  for (const text of texts) {
    const captures = typeof text === "string" ? textIn(text, depth) : [];
    if (captures.length > 0) return captures;
  }
  return [];
}

function textIn(text: string, depth: number): readonly Capture[] {
  const inner = /^\s*[[{]/.test(text) ? parseJson(text) : undefined;
  return inner === undefined ? readText(text) : recordsIn(inner, depth + 1);
}

function byConvention(fields: Fields): Capture | undefined {
  const flat = flattened(fields);
  const find = (name: RegExp) => flat.find(([given]) => name.test(given))?.[1];
  const [status] = /(?<=^"?)[1-5]\d\d(?="?$)/.exec(JSON.stringify(find(conventions.status)) ?? "") ?? [];
  if (status === undefined) return undefined;
  const request = { method: textOf(find(conventions.method)), url: textOf(find(conventions.url)) };
  const response = { status: Number(status), body: find(conventions.content) ?? find(conventions.body) };
  const [capture] = withTimeOf({ time: find(conventions.time) }, [{ form: "log", request, response }]);
  return capture;
}

/** The members of an object and of objects in it, by their dotted names. */
function flattened(fields: Fields, prefix = "", depth = 0): readonly (readonly [string, unknown])[] {
  return Object.entries(fields).flatMap(([name, given]) => {
    const value = plain(given);
    const inner = depth < maxDepth ? fieldsOf(value) : undefined;
    return [[prefix + name, value] as const, ...(inner ? flattened(inner, `${prefix}${name}.`, depth + 1) : [])];
  });
}

/** A value without the wrappings of OTLP and of CloudWatch's queries: lists of names and values, and types of values. */
function plain(value: unknown): unknown {
  const fields = fieldsOf(value);
  if (fields) return fields.stringValue ?? fields.intValue ?? value;
  if (!Array.isArray(value) || value.length === 0) return value;
  const name = ["key", "field"].find((member) =>
    value.every((item) => typeof fieldsOf(item)?.[member] === "string" && fieldsOf(item)?.value !== undefined),
  );
  return name === undefined ? value : Object.fromEntries(value.map((item) => [item[name], item.value]));
}
