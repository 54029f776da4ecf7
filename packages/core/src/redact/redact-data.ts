import { bytesOfBase64, describeData, looksEncoded, typeOfBase64 } from "./data.ts";
import { type Note, type Span, withoutSpans } from "./spans.ts";

const spans: readonly Span[] = /* @__PURE__ */ (() => [
  {
    kind: "data",
    needs: ",",
    opener: /\bdata:([\w.+-]{1,40}\/[\w.+-]{1,80}|(?=;base64))((?:;[\w.=+-]{1,80}){0,6}),/gi,
    end: /[\s"'<>)\\]/g,
    least: 0,
    show: (body, [, type, parameters = ""]) =>
      /;base64$/i.test(parameters)
        ? describeData(type, "base64", bytesOfBase64(body))
        : describeData(type, undefined, body.length),
  },
  { kind: "data", opener: /(?<![\w+/-])(?=[\w+/-]{256})/g, end: /[^\w+/=-]/g, least: 256, show: dataInWords },
  {
    kind: "data",
    opener: /(?<![\w+/-])(?=(?:[\w+/]{60,100}\r?\n){4})/g,
    end: /[^\w+/=\r\n-]|[\r\n](?![\r\n]{0,3}[\w+/=-]{1,100}(?:[\r\n"']|$))/g,
    least: 240,
    show: dataInWords,
  },
])();

/** Shorter than any run of letters that an encoding puts on one line, in characters. */
const shortRun = 60;

/** Whether there is a run of base64 letters: only a few positions are checked, because such a run covers some of them. */
export function hasLongRun(text: string): boolean {
  for (let at = shortRun - 1; at < text.length; at += shortRun) {
    let start = at;
    while (start > at - shortRun && isRunLetter(text.charCodeAt(start - 1))) start--;
    let end = at;
    while (end - start < shortRun && isRunLetter(text.charCodeAt(end))) end++;
    if (end - start >= shortRun) return true;
  }
  return false;
}

/** Letters, digits, and `+/_-`. */
const isRunLetter = (code: number): boolean =>
  (code >= 0x61 && code <= 0x7a) ||
  (code >= 0x41 && code <= 0x5a) ||
  (code >= 0x2f && code <= 0x39) ||
  code === 0x2b ||
  code === 0x2d ||
  code === 0x5f;

/** Text with type and size in place of base64 and data URLs: `<image/png, base64, 1.2 MB>`. Linear in its length. */
export const redactData = (text: string, note: Note): string =>
  withoutSpans(text, hasLongRun(text) ? spans : spans.slice(0, 1), note);

function dataInWords(run: string): string {
  return looksEncoded(run) ? describeData(typeOfBase64(run), "base64", bytesOfBase64(run)) : run;
}
