import type { ReportRequest } from "@comet-triage/core";
import { parse } from "shell-quote";
import { curlFlags } from "./curl-flags.ts";

export const isCurlCommand = (text: string): boolean => /^\s*(?:[$%>] )?curl(?:\.exe)?\s/.test(text);

/**
 * The request that a curl command line makes, as a shell and curl would read it.
 *
 * @param env - the values of `$NAME`; the name of an unset one is left as it is
 * @param readFile - the content behind `-d @file`
 * @throws TypeError for a command without a URL, with an unknown flag, or with a form
 */
export async function readCurlCommand(
  text: string,
  env: Readonly<Record<string, string | undefined>>,
  readFile: (path: string) => Promise<string>,
): Promise<ReportRequest> {
  const headers: [name: string, value: string][] = [];
  const data: string[] = [];
  const urls: string[] = [];
  let method: string | undefined;
  let isQuery = false;
  for (const [name, value] of optionsIn(wordsOf(text, env).slice(1))) {
    if (name === "next") break;
    if (name === "url") urls.push(value);
    else if (name === "request") method = value;
    else if (name === "get") isQuery = true;
    else if (name === "oauth2-bearer") headers.push(["authorization", `Bearer ${value}`]);
    else if (name === "header") {
      const lines = value.startsWith("@") ? (await readFile(value.slice(1))).split(/\r?\n/) : [value];
      headers.push(...lines.filter((line) => line !== "").map(headerOf));
    } else if (/^(?:form(?:-string)?|data-urlencode|upload-file)$/.test(name)) {
      throw new TypeError("It sends a form or a file: only JSON can be examined.");
    } else if (/^(?:data(?:-raw|-binary|-ascii)?|json)$/.test(name)) {
      if (name === "json") headers.push(["content-type", "application/json"]);
      data.push(value.startsWith("@") && name !== "data-raw" ? await readFile(value.slice(1)) : value);
    }
  }
  const url = urls.find((word) => /^https?:\/\//i.test(word)) ?? urls.filter(startsWithHost).map(withScheme)[0];
  if (url === undefined) throw new TypeError("The curl command names no URL.");
  const sent = data.length === 0 ? undefined : data.join("&");
  if (!isQuery) return { method: method ?? (sent === undefined ? "GET" : "POST"), url, headers, body: sent };
  const query = sent === undefined ? "" : `${url.includes("?") ? "&" : "?"}${sent}`;
  return { method: method ?? "GET", url: url + query, headers };
}

/** The words into which a shell splits a command. */
function wordsOf(text: string, env: Readonly<Record<string, string | undefined>>): string[] {
  const command = withoutCarets(text)
    .trim()
    .replace(/^[$%>] /, "")
    .replace(/\\\r?\n/g, " ");
  const words: string[] = [];
  for (const part of parsed(command, env)) {
    // A pattern is a URL with a question mark; an operator or a comment ends the command.
    if (typeof part === "string") words.push(part);
    else if ("pattern" in part) words.push(part.pattern);
    else break;
  }
  return words;
}

/**
 * A command for Windows' `cmd`, as browsers copy it, has a caret before each letter that `cmd` would otherwise change; a dollar
 * is a letter like any other there.
 */
const withoutCarets = (text: string): string =>
  /^[^'"]*\^"/.test(text) ? text.replace(/\^(?:\r?\n)?([\s\S]?)/g, "$1").replaceAll("$", "\\$") : text;

function parsed(command: string, env: Readonly<Record<string, string | undefined>>) {
  try {
    return parse(command, (name) => env[name] ?? `$${name}`);
  } catch (error) {
    throw new TypeError("The curl command has a ${ that no shell would accept.", { cause: error });
  }
}

/** Flags with their values, by their long names, as curl tells them apart. A word that belongs to no flag is a `url`. */
function* optionsIn(words: readonly string[]): Generator<[name: string, value: string]> {
  const rest = [...words];
  let isOver = false;
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (isOver || !word.startsWith("-")) yield ["url", word];
    else if (word === "--") isOver = true;
    else {
      const [, long, assigned] = /^(--[^=]+)(?:=([\s\S]*))?$/.exec(word) ?? [];
      const letters = long === undefined ? word.slice(1) : "";
      for (let at = 0; at === 0 || at < letters.length; at++) {
        const written = long ?? `-${letters.charAt(at)}`;
        const flag = curlFlags.get(written.replace(/^--(?:no|expand)-/, "--"));
        if (flag === undefined || (flag.hasValue && written.startsWith("--no-")))
          throw new TypeError(`curl has no flag ${written}.`);
        const joined = assigned ?? (letters.slice(at + 1) || undefined);
        const value = flag.hasValue ? (joined ?? rest.shift()) : "";
        if (value === undefined) throw new TypeError(`${written} has no value.`);
        yield [flag.name, value];
        if (flag.hasValue) break;
      }
    }
  }
}

/** What curl accepts as a URL without a scheme. */
const startsWithHost = (word: string): boolean =>
  /^(?:(?:[\w-]+\.)*[a-z][\w-]*|\d+(?:\.\d+){3}|\[[\da-f:.]+\])(?::\d+)?(?:[/?]|$)/i.test(word);

const withScheme = (word: string): string => `http://${word}`;

function headerOf(line: string): [name: string, value: string] {
  const [, name = line.replace(/;$/, ""), value = ""] = /^([^:]*):\s?([\s\S]*)$/.exec(line) ?? [];
  return [name.trim(), value];
}
