import type { SampleRequest } from "./scenario.ts";

const hello = [{ role: "user", content: "Hello" }];

export const chat: SampleRequest = {
  method: "POST",
  path: "/v1/chat/completions",
  body: { model: "gpt-5-mini", messages: hello },
};

export const chatStreamed: SampleRequest = {
  method: "POST",
  path: "/v1/chat/completions",
  body: { model: "gpt-5-mini", messages: hello, stream: true },
  stream: true,
};

const claude = { model: "claude-sonnet-4-5", max_tokens: 64, messages: hello };

export const messages: SampleRequest = { method: "POST", path: "/v1/messages", body: claude };

export const messagesStreamed: SampleRequest = {
  method: "POST",
  path: "/v1/messages",
  body: { ...claude, stream: true },
  stream: true,
};

export const responsesStreamed: SampleRequest = {
  method: "POST",
  path: "/v1/responses",
  body: { model: "gpt-5-mini", input: "Hello", stream: true },
  stream: true,
};

const contents = [{ role: "user", parts: [{ text: "Hello" }] }];

export const gemini: SampleRequest = {
  method: "POST",
  path: "/v1beta/models/gemini-2.5-flash:generateContent",
  body: { contents },
};

export const geminiStreamed: SampleRequest = {
  method: "POST",
  path: "/v1beta/models/gemini-2.5-flash:streamGenerateContent",
  body: { contents },
  stream: true,
};

export const video: SampleRequest = {
  method: "POST",
  path: "/v1/videos",
  body: { model: "sora-2", prompt: "A lighthouse at dusk", seconds: "4", size: "720x1280" },
};

export const kling: SampleRequest = {
  method: "POST",
  path: "/kling/v1/videos/text2video",
  body: { model_name: "kling-v2-master", prompt: "A lighthouse at dusk" },
};

export const midjourney: SampleRequest = {
  method: "POST",
  path: "/mj/submit/imagine",
  body: { prompt: "a lighthouse" },
};
