import type { OutgoingReply } from "../../exchange/answer.ts";
import { greeting } from "../model/greeting.ts";
import type { Call, Endpoint } from "../request/endpoint.ts";
import { requireFields } from "../request/fields.ts";

/** One silent MPEG layer III frame: 128 kbit/s, 44.1 kHz. */
const silence = new Uint8Array(417);
silence.set([0xff, 0xfb, 0x90, 0x64]);

export const speech: Endpoint = {
  method: "POST",
  path: "/v1/audio/speech",
  input: "json",
  model: "body",
  check: requireFields({ input: "input is required" }),
  answer: () => ({ headers: { "content-type": "audio/mpeg" }, body: silence }),
};

const listening = {
  method: "POST",
  input: "form",
  model: "body",
  check: requireFields({ file: "file is required" }),
  answer: ({ body }: Call) => transcript(body.response_format),
} as const;

function transcript(format: unknown): OutgoingReply {
  switch (format) {
    case "text":
      return { body: `${greeting}\n` };
    case "srt":
      return { body: `1\n00:00:00,000 --> 00:00:01,000\n${greeting}\n\n` };
    case "vtt":
      return { body: `WEBVTT\n\n00:00:00.000 --> 00:00:01.000\n${greeting}\n\n` };
    case "verbose_json":
      return {
        body: { task: "transcribe", language: "english", duration: 1, text: greeting, segments: [], words: [] },
      };
    default:
      return { body: { text: greeting } };
  }
}

export const transcriptions: Endpoint = { ...listening, path: "/v1/audio/transcriptions" };
export const translations: Endpoint = { ...listening, path: "/v1/audio/translations" };
