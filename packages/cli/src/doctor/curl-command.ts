import type { ReportRequest } from "@comet-triage/core";
import { parse } from "shell-quote";

/** Flags of curl that take a value and say nothing that matters here. */
const valued =
  /^(?:-[omwAebcCDEFKrtTuUxyYzZ]|--(?:output|max-time|connect-timeout|user-agent|cookie|proxy|retry|write-out|cacert|cert|form|user|referer|cookie-jar|resolve|limit-rate|retry-delay|retry-max-time))$/;

export const isCurlCommand = (text: string): boolean => /^\s*(?:[$%>] )?curl\s/.test(text);

/**
 * The request that a curl command line makes, as a shell would read it.
 *
 * @param env - what `$NAME` stands for; an unset one stays as it is written
 * @param readFile - the content behind `-d @file`
 * @throws TypeError for a command without a URL, or with a form
 */
export async function readCurlCommand(
  text: string,
  env: Readonly<Record<string, string | undefined>>,
  readFile: (path: string) => Promise<string>,
): Promise<ReportRequest> {
  const command = text
    .trim()
    .replace(/^[$%>] /, "")
    .replace(/\\\r?\n/g, " ");
  const words: string[] = [];
  for (const part of parse(command, (name) => env[name] ?? `$${name}`)) {
    // A pattern is a URL with a question mark; an operator or a comment ends the command.
    if (typeof part === "string") words.push(part);
    else if ("pattern" in part) words.push(part.pattern);
    else break;
  }
  const headers: [name: string, value: string][] = [];
  const data: string[] = [];
  let method: string | undefined;
  let url: string | undefined;
  for (let index = 1; index < words.length; index++) {
    const { flag, value, isJoined } = flagOf(words[index] as string, words[index + 1] ?? "");
    const take = (): string => {
      if (!isJoined) index++;
      return value;
    };
    if (flag === undefined) url ??= words[index];
    else if (flag === "--url") url = take();
    else if (/^(?:-X|--request)$/.test(flag)) method = take();
    else if (/^(?:-H|--header)$/.test(flag)) headers.push(headerOf(take()));
    else if (/^(?:-F|--form|--form-string)$/.test(flag))
      throw new TypeError("It sends a form: only JSON can be examined.");
    else if (/^(?:-d|--data(?:-raw|-binary|-ascii)?|--json)$/.test(flag)) {
      const given = take();
      if (flag === "--json") headers.push(["content-type", "application/json"]);
      data.push(given.startsWith("@") && flag !== "--data-raw" ? await readFile(given.slice(1)) : given);
    } else if (valued.test(flag)) take();
  }
  if (url === undefined) throw new TypeError("The curl command names no URL.");
  const body = data.length === 0 ? undefined : data.join("&");
  return { method: method ?? (body === undefined ? "GET" : "POST"), url, headers, body };
}

/** A flag and its value, joined (`-XPOST`, `--request=POST`) or in the next word. */
function flagOf(word: string, next: string): { flag: string | undefined; value: string; isJoined: boolean } {
  const [, long, assigned] = /^(--[\w-]+)(?:=([\s\S]*))?$/.exec(word) ?? [];
  if (long !== undefined) return { flag: long, value: assigned ?? next, isJoined: assigned !== undefined };
  const [, short, rest = ""] = /^(-[XHdAo])([\s\S]+)?$/.exec(word) ?? [];
  if (short !== undefined) return { flag: short, value: rest || next, isJoined: rest !== "" };
  return { flag: word.startsWith("-") && word !== "-" ? word : undefined, value: next, isJoined: false };
}

function headerOf(line: string): [name: string, value: string] {
  const [, name = line, value = ""] = /^([^:]*):\s?([\s\S]*)$/.exec(line) ?? [];
  return [name.trim(), value];
}
