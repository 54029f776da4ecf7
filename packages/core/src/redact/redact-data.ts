import { bytesOfBase64, describeData, looksEncoded, typeOfBase64 } from "./data.ts";
import { type Note, type Span, withoutSpans } from "./spans.ts";

const spans: readonly Span[] = /* @__PURE__ */ (() => [
  {
    kind: "data",
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

/** Text with type and size in place of base64 and data URLs: `<image/png, base64, 1.2 MB>`. Linear in its length. */
export const redactData = (text: string, note: Note): string => withoutSpans(text, spans, note);

function dataInWords(run: string): string {
  return looksEncoded(run) ? describeData(typeOfBase64(run), "base64", bytesOfBase64(run)) : run;
}
