import ky, { HTTPError, type Options } from "ky";
import type { Setup } from "../setup.ts";
import { readEnvelope } from "./read-envelope.ts";
import { greeting, malformedChat, plantedPrompt, type Sdk } from "./sdk.ts";

type Own = Pick<Options, "retry">;

const clientOf = ({ baseURL, apiKey, fetch }: Setup, own: Own) =>
  ky.create({
    prefix: baseURL,
    headers: { authorization: `Bearer ${apiKey}` },
    // Its default of ten seconds would be for all attempts together.
    timeout: false,
    ...(fetch && { fetch }),
    ...own,
  });

const json = { model: "gpt-5-mini", messages: [{ role: "user", content: plantedPrompt }] };

export const kySdk: Sdk<Own> = {
  name: "ky",
  malformed: malformedChat,
  settings: [
    { name: "retry 0", own: { retry: 0 }, options: {}, lasting: ["platform-500-forever", "connection-reset-forever"] },
    {
      name: "normalize",
      own: { retry: { limit: 2, methods: ["post"], delay: () => 0 } },
      options: { normalize: true },
      lasting: [],
    },
  ],
  calls: [
    {
      name: "post",
      path: "/v1/chat/completions",
      answer: greeting,
      async send(setup, own) {
        const answer = clientOf(setup, own).post<{ choices: [{ message: { content: string } }] }>("chat/completions", {
          json,
        });
        return (await answer.json()).choices[0].message.content;
      },
    },
  ],
  prints: ["key", "prompt"],
  read(error) {
    if (!(error instanceof HTTPError)) throw error;
    const { status, headers } = error.response;
    const { code, message } = readEnvelope(error.data);
    return { status, code, message, requestId: headers.get("x-request-id") };
  },
};
