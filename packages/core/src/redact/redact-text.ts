import { parameterName, secretNameEnd } from "./secret-names.ts";
import { type Note, type Span, withoutSpans } from "./spans.ts";

const scheme = "(?:(?:basic|bearer|token|(?:api-?)?key)\\s{1,4}){0,2}";
const valueLetter = "[^\\s\"'\\\\,;&]";
/** Where a word begins: also after an escape, in text that could not be decoded. */
const wordStart = "(?:\\b|(?<=\\\\[bfnrt]|\\\\u[0-9a-f]{4}|%[0-9a-f]{2}))";
/** A word from its start. Its letters are matched before its position is checked: engines find letters fast, and positions slowly. */
const atStart = (word: string): string => `${word}(?<=${wordStart}${word})`;
/** Behind the name of a flag: `--api-key`. */
const behindFlag = "(?<=--(?!no-)[\\w-]{1,40})";
const lineEnd = /[\r\n"'\\]/g;
const wordEnd = /[\s"'\\,;&]/g;
/** What ends a value in quotes; without them, `bare` does. */
const quoteEnd = (quote: string | undefined, bare: RegExp): RegExp =>
  quote === '"' ? /["\r\n]/g : quote === "'" ? /['\r\n]/g : bare;
const urlStart = /:(?:\\{0,4}\/){2}/g;

/** In this order: what one leaves does not match the next. */
const spans: readonly Span[] = /* @__PURE__ */ (() => [
  {
    // A password with a slash: what precedes the colon looks like a host, but no port follows.
    kind: "url",
    needs: "@",
    opener: /:(?:\\{0,4}\/){2}(?=[^\s"'<>`/:@[]{0,256}:(?!\d{1,5}\/)[^\s"'<>`/@]{0,256}\/)/g,
    end: /[\s"'<>`]/g,
    least: 1,
    show: (body, [opener]) => opener + body.replace(/^.*@/s, "***@"),
  },
  {
    kind: "url",
    needs: "@",
    opener: urlStart,
    end: /[\s"'<>`/]/g,
    least: 1,
    show: (authority, [opener]) => opener + withoutUser(authority),
  },
  {
    kind: "url",
    needs: "/",
    opener: urlStart,
    end: /[\s"'<>`]/g,
    least: 1,
    show: (body, [opener]) => opener + withoutQuery(body),
  },
  {
    // The user of a request by curl: behind `-u`, other commands have other things. No numbers, which docker has there, and no URL.
    kind: "named",
    needs: ":",
    opener:
      /(?<!\S)-(?:[a-z]{0,4}u(?<=\bcurl\b(?:[^\n]|\\\r?\n){0,200})[ =]?|-(?:proxy-)?user[ =])(["']?)[^\s"':<]{1,64}:(?!\/\/|\d{1,5}\b)/gi,
    end: ([, quote]) => quoteEnd(quote, /[\s"']/g),
    least: 1,
  },
  { kind: "key", needs: "-----BEGIN", opener: /-----BEGIN [A-Z ]{1,40}-----/g, end: /-(?=----)/g, least: 1 },
  {
    kind: "named",
    // In a list, only names that are certainly headers are followed by their values.
    opener: new RegExp(
      `${secretNameEnd}\\\\{0,4}["']?(?:\\s{0,4}[:=]>?|${behindFlag}(?=\\s)|(?<=(?:-[\\w-]{1,30}|authorization|cookie)["']),)\\s{0,4}b?(\\\\{0,4}["'])`,
      "gi",
    ),
    end: ([, quote]) => quoteEnd(quote, lineEnd),
    least: 1,
    show: (body, [opener]) => opener + mask(body),
  },
  { kind: "named", needs: ":", opener: /cookie\s{0,4}:\s{0,4}/gi, end: lineEnd, least: 4 },
  {
    // What follows a colon or a flag may be a word of a sentence, and what follows a space and an equals sign may be code. Stars are
    // the provider's: what they leave of a key helps to find it.
    kind: "named",
    opener: new RegExp(
      `${secretNameEnd}(?:=|(?:\\s{0,4}:\\s{0,4}|${behindFlag}\\s{1,4}(?!-)|\\sprovided: (?!${valueLetter}{0,64}\\*))(?=${scheme}(?:${valueLetter}{0,64}\\d|${valueLetter}{16}))|\\]?\\s{1,4}=>?\\s{0,4}(?=[\\w+/~-]{0,64}\\d)(?=[\\w+/~-]{8,256}=*(?:[\\s,;&]|$)))${scheme}`,
      "gi",
    ),
    end: wordEnd,
    least: 4,
  },
  {
    kind: "named",
    needs: "=",
    opener: new RegExp(`(?:[?&]|&amp;|\\\\u0026)${parameterName}=`, "gi"),
    end: /[&\s"'#\\]/g,
    least: 1,
  },
  { kind: "key", opener: new RegExp(`${atStart("bearer")}(?:[\\s"'\\\\:=+]|%20){1,6}`, "gi"), end: wordEnd, least: 8 },
  {
    kind: "key",
    opener: new RegExp(
      atStart("(?:(?:c?sk|pk|rk|ak|sess|xai|pplx|tvly|nvapi)-|xox[a-z]-|glpat-|(?:sk|pk|rk)_(?:live|test)_)"),
      "gi",
    ),
    end: /[^\w-]/g,
    least: 8,
    show: stars,
  },
  {
    kind: "key",
    opener: new RegExp(
      atStart(
        "(?:AIza|AQ\\.|ya29\\.|eyJ|AKIA|ASIA(?=[A-Z\\d]{16})|sk_(?=[\\da-f]{32})|(?:gh[pousr]|github_pat|hf|gsk|r8|npm|whsec|vcp|dop_v1)_|SG\\.(?=[\\w-]{22}\\.))",
      ),
      "g",
    ),
    end: /[^\w.-]/g,
    least: 16,
    show: stars,
  },
])();

/** The placeholder for a named secret. The scheme stays: it may be what is wrong. */
export const mask = (secret: string): string =>
  secret.replace(/((?:\s{0,4}(?:basic|bearer|token)\s{1,4}){0,3}).*/is, "$1***");

/**
 * Text without its secrets: keys, tokens, cookies, the queries and users of URLs, and what follows the name of a
 * secret. Linear in the text's length.
 */
export const redactText = (text: string, note?: Note): string => withoutSpans(text, spans, note);

function stars(): string {
  return "***";
}

/**
 * What precedes a URL's path, without the user. The host begins after the last `@`, because a password may contain one too. After
 * a `?` or `#` it may belong to a password or a query: then everything that follows counts as a query.
 */
const withoutUser = (authority: string): string =>
  authority.replace(/^[^?#]*[?#](?=.*@)/s, "***?").replace(/^[^?#]*@/, "***@");

/** The rest of a URL without its query and without what a fragment assigns; the punctuation of the sentence stays. */
function withoutQuery(url: string): string {
  const from = url.search(/[?#]/);
  if (from === -1 || (url[from] === "#" && url.indexOf("=", from) === -1)) return url;
  let end = url.length;
  while (end > from && ").,;:!?]}\\".includes(url.charAt(end - 1))) end--;
  return end === from ? url : `${url.slice(0, from + 1)}***${url.slice(end)}`;
}
