import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chatBody, eventsFromText, key, post, type Subject, subjects } from "../../test/harness.ts";

const hello = "Hello! How can I help you today?";
const contents = [{ role: "user", parts: [{ text: "Hello" }] }];
const streamed = { ...chatBody, stream: true };

function form(fields: Record<string, string | Blob>): RequestInit {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  return { method: "POST", headers: key, body };
}

const file = new Blob([Uint8Array.of(0, 255, 128)], { type: "image/png" });

describe.each(subjects)("%s", (_, open) => {
  let subject: Subject;
  beforeAll(async () => {
    subject = await open();
  });
  afterAll(() => subject.close());

  const answers: [path: string, init: RequestInit, expected: object][] = [
    [
      "/v1/chat/completions",
      post(chatBody),
      {
        object: "chat.completion",
        model: "gpt-5-mini",
        choices: [{ index: 0, message: { role: "assistant", content: hello }, finish_reason: "stop" }],
        usage: { prompt_tokens: 9, completion_tokens: 9, total_tokens: 18 },
      },
    ],
    [
      "/v1/completions",
      post({ model: "gpt-5-mini", prompt: "Hello" }),
      { object: "text_completion", choices: [{ text: hello, finish_reason: "stop" }] },
    ],
    [
      "/v1/responses",
      post({ model: "gpt-5-mini", input: "Hello" }),
      {
        object: "response",
        status: "completed",
        output: [{ type: "message", role: "assistant", content: [{ type: "output_text", text: hello }] }],
        usage: { input_tokens: 9, output_tokens: 9, total_tokens: 18 },
      },
    ],
    [
      "/v1/messages",
      post({ ...chatBody, model: "claude-sonnet-4-5" }),
      {
        type: "message",
        role: "assistant",
        model: "claude-sonnet-4-5",
        content: [{ type: "text", text: hello }],
        stop_reason: "end_turn",
        usage: { input_tokens: 9, output_tokens: 9 },
      },
    ],
    [
      "/v1/embeddings",
      post({ model: "text-embedding-3-small", input: ["a", "b"] }),
      {
        object: "list",
        data: [
          { object: "embedding", index: 0 },
          { object: "embedding", index: 1 },
        ],
      },
    ],
    [
      "/v1/images/generations",
      post({ model: "gpt-image-1", prompt: "a lighthouse", n: 2 }),
      { data: [{ b64_json: expect.stringMatching(/^iVBOR/) }, { b64_json: expect.stringMatching(/^iVBOR/) }] },
    ],
    [
      "/v1/images/edits",
      form({ model: "gpt-image-1", prompt: "a lighthouse", image: file }),
      { data: [{ b64_json: expect.any(String) }] },
    ],
    ["/v1/audio/transcriptions", form({ model: "whisper-1", file }), { text: hello }],
    ["/v1/audio/translations", form({ model: "whisper-1", file }), { text: hello }],
    [
      "/v1/models",
      { headers: key },
      {
        object: "list",
        data: expect.arrayContaining([expect.objectContaining({ id: "gpt-5-mini", object: "model" })]),
      },
    ],
    ["/v1/models/gpt-5", { headers: key }, { id: "gpt-5", object: "model" }],
    [
      "/v1beta/models/gemini-2.5-flash:generateContent",
      post({ contents }),
      {
        candidates: [{ content: { role: "model", parts: [{ text: hello }] }, finishReason: "STOP" }],
        usageMetadata: { totalTokenCount: 18 },
        modelVersion: "gemini-2.5-flash",
      },
    ],
    [
      "/v1/videos",
      post({ model: "sora-2", prompt: "a lighthouse", seconds: 8 }),
      { object: "video", status: "queued", model: "sora-2", progress: 0, seconds: "8" },
    ],
    ["/v1/videos", form({ model: "sora-2", prompt: "a lighthouse" }), { object: "video", status: "queued" }],
    ["/v1/videos/video_1", { headers: key }, { id: "video_1", status: "completed", progress: 100 }],
    [
      "/v1/videos/video_1/remix",
      post({ prompt: "at night" }),
      { object: "video", status: "queued", remixed_from_video_id: "video_1" },
    ],
    ["/api/models", {}, { data: expect.arrayContaining([{ id: "gpt-5-mini" }]) }],
    ["/bria/image/edit/erase", post({ image: "https://files.example/a.png" }), { request_id: expect.any(String) }],
    ["/bria/abc", { headers: key }, { status: "COMPLETED", request_id: "abc" }],
    ["/mj/submit/imagine", post({ prompt: "a lighthouse" }), { code: 1, result: expect.stringMatching(/^\d{16}$/) }],
    ["/mj/task/123/fetch", { headers: key }, { id: "123", status: "SUCCESS", failReason: "" }],
    ["/suno/submit/music", post({ prompt: "a song" }), { code: "success", data: expect.any(String) }],
    ["/suno/fetch/abc", { headers: key }, { code: "success", data: { task_id: "abc", status: "SUCCESS" } }],
    ["/kling/v1/videos/text2video", post({ prompt: "a" }), { code: 0, data: { task_status: "submitted" } }],
    ["/kling/v1/videos/text2video/t1", { headers: key }, { code: 0, data: { task_id: "t1", task_status: "succeed" } }],
  ];

  it.each(answers)("%s answers with success", async (path, init, expected) => {
    const response = await subject.ask(path, init);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("application/json; charset=utf-8");
    expect(response.headers.get("x-oneapi-request-id")).toMatch(/^\d{23}[A-Za-z0-9]{8}$/);
    const text = await response.text();
    expect(response.headers.get("content-length")).toBe(String(Buffer.byteLength(text)));
    expect(JSON.parse(text)).toMatchObject(expected);
  });

  it.each([
    ["authorization", "Bearer sk-test"],
    ["authorization", "bearer sk-test"],
    ["x-api-key", "sk-test"],
    ["x-goog-api-key", "sk-test"],
  ])("takes the key from %s: %s", async (name, value) => {
    expect((await subject.ask("/v1/models", { headers: { [name]: value } })).status).toBe(200);
  });

  it("accepts the key of a /v1beta route in the query", async () => {
    const path = "/v1beta/models/gemini-2.5-flash:generateContent?key=sk-test";
    expect((await subject.ask(path, { method: "POST", body: JSON.stringify({ contents }) })).status).toBe(200);
  });

  describe("embeddings", () => {
    const embed = async (fields: object): Promise<{ embedding: unknown }[]> => {
      const request = { model: "text-embedding-3-small", input: ["a", "b", "a"], ...fields };
      return (await (await subject.ask("/v1/embeddings", post(request))).json()).data;
    };
    const vectors = async (fields: object = {}) => (await embed(fields)).map(({ embedding }) => embedding as number[]);

    it("have 1536 numbers, or as many as the request asks for", async () => {
      expect((await vectors()).map(({ length }) => length)).toEqual([1536, 1536, 1536]);
      expect((await vectors({ dimensions: 3 })).map(({ length }) => length)).toEqual([3, 3, 3]);
    });

    it("depend on the text alone, and have length 1", async () => {
      const [a, b, again] = await vectors();
      expect(again).toEqual(a);
      expect(b).not.toEqual(a);
      expect(Math.hypot(...(a ?? []))).toBeCloseTo(1);
    });

    it("are packed floats if the request asks for base64", async () => {
      const [packed] = await embed({ encoding_format: "base64", dimensions: 2 });
      const [vector] = await vectors({ dimensions: 2 });
      const bytes = Buffer.from(String(packed?.embedding), "base64");
      expect(bytes.length).toBe(8);
      expect(bytes.readFloatLE(4)).toBeCloseTo(vector?.[1] ?? Number.NaN);
    });

    it("are two for two lists of tokens, and one for one list", async () => {
      expect(await vectors({ input: [[1, 2], [3]] })).toHaveLength(2);
      expect(await vectors({ input: [1, 2] })).toHaveLength(1);
    });
  });

  it.each([
    ["text", `${hello}\n`],
    ["srt", expect.stringContaining(`--> 00:00:01,000\n${hello}`)],
    ["vtt", expect.stringMatching(/^WEBVTT\n\n/)],
    ["verbose_json", expect.stringContaining(`"duration":1,"text":"${hello}"`)],
  ])("writes a transcript as %s", async (response_format, transcript) => {
    const response = await subject.ask("/v1/audio/transcriptions", form({ model: "whisper-1", file, response_format }));
    expect(await response.text()).toEqual(transcript);
  });

  it("offers buttons under four pictures of Midjourney, and each can be pressed", async () => {
    const { buttons } = await (await subject.ask("/mj/task/123/fetch", { headers: key })).json();
    expect(buttons.map(({ label }: { label: string }) => label)).toEqual([
      "U1",
      "U2",
      "U3",
      "U4",
      "V1",
      "V2",
      "V3",
      "V4",
    ]);
    const pressed = await subject.ask("/mj/submit/action", post({ taskId: "123", customId: buttons[0].customId }));
    expect(await pressed.json()).toMatchObject({ code: 1 });
  });

  it("accepts a picture of 5 MB", async () => {
    const url = `data:image/png;base64,${"A".repeat(5_000_000)}`;
    const messages = [{ role: "user", content: [{ type: "image_url", image_url: { url } }] }];
    expect((await subject.ask("/v1/chat/completions", post({ ...chatBody, messages }))).status).toBe(200);
  });

  it("answers speech as MPEG audio", async () => {
    const response = await subject.ask("/v1/audio/speech", post({ model: "tts-1", input: "Hello", voice: "alloy" }));
    expect(response.headers.get("content-type")).toBe("audio/mpeg");
    const bytes = new Uint8Array(await response.arrayBuffer());
    expect([...bytes.subarray(0, 2), bytes.length]).toEqual([0xff, 0xfb, 417]);
  });

  it("serves a video's content", async () => {
    const response = await subject.ask("/v1/videos/video_1/content", { headers: key });
    expect(response.headers.get("content-type")).toBe("video/mp4");
    expect(Buffer.from(await response.arrayBuffer()).toString("latin1", 4, 12)).toBe("ftypisom");
  });

  const stream = async (path: string, body: unknown) => {
    const response = await subject.ask(path, post(body));
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("text/event-stream");
    expect(response.headers.has("content-length")).toBe(false);
    return response.text();
  };

  it("streams a chat: role, text, finish_reason, [DONE]", async () => {
    const text = await stream("/v1/chat/completions", streamed);
    const choices = eventsFromText<{ choices: { delta: { content?: string } }[] }>(text).map(
      (chunk) => chunk.choices[0],
    );
    expect(choices[0]?.delta).toEqual({ role: "assistant", content: "" });
    expect(choices.map((choice) => choice?.delta.content ?? "").join("")).toBe(hello);
    expect(choices.at(-1)).toMatchObject({ delta: {}, finish_reason: "stop" });
    expect(text.endsWith("data: [DONE]\n\n")).toBe(true);
  });

  it("ends a chat stream with usage if the request asks for it", async () => {
    const chunks = eventsFromText(
      await stream("/v1/chat/completions", { ...streamed, stream_options: { include_usage: true } }),
    );
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { total_tokens: 18 } });
  });

  it("streams a completion", async () => {
    const text = await stream("/v1/completions", { model: "gpt-5-mini", prompt: "Hello", stream: true });
    expect(
      eventsFromText<{ choices: { text: string }[] }>(text)
        .map(({ choices }) => choices[0]?.text)
        .join(""),
    ).toBe(hello);
  });

  it("streams a response: created, deltas, completed", async () => {
    const text = await stream("/v1/responses", { model: "gpt-5-mini", input: "Hello", stream: true });
    const events = eventsFromText<{ type: string; sequence_number: number; delta?: string }>(text);
    expect(text.startsWith("event: response.created\n")).toBe(true);
    expect(events.map(({ sequence_number }) => sequence_number)).toEqual(events.map((_, index) => index));
    const deltas = events.filter(({ type }) => type === "response.output_text.delta");
    expect(deltas.map(({ delta }) => delta).join("")).toBe(hello);
    expect(events.at(-1)).toMatchObject({ type: "response.completed", response: { status: "completed" } });
  });

  it("streams a message: every event of the protocol in order", async () => {
    const text = await stream("/v1/messages", streamed);
    const events = eventsFromText<{ type: string; delta?: { text?: string } }>(text);
    const types = events.map(({ type }) => type);
    expect(types.filter((type, index) => type !== types[index - 1])).toEqual([
      ...["message_start", "content_block_start", "ping", "content_block_delta"],
      ...["content_block_stop", "message_delta", "message_stop"],
    ]);
    expect(events.map(({ delta }) => delta?.text ?? "").join("")).toBe(hello);
  });

  it("streams Gemini as events with CRLF for alt=sse", async () => {
    const text = await stream("/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse", { contents });
    expect(text).toContain("\r\n\r\n");
    const chunks = eventsFromText<{ candidates: { content: { parts: { text: string }[] } }[] }>(text);
    expect(chunks.map(({ candidates }) => candidates[0]?.content.parts[0]?.text).join("")).toBe(hello);
  });

  it("streams Gemini as one JSON array otherwise", async () => {
    const path = "/v1beta/models/gemini-2.5-flash:streamGenerateContent";
    const response = await subject.ask(path, post({ contents }));
    expect(response.headers.get("content-type")).toBe("application/json; charset=utf-8");
    const parts = (await response.json()) as { candidates: { finishReason?: string }[] }[];
    expect(parts.length).toBe(9);
    expect(parts.at(-1)?.candidates[0]?.finishReason).toBe("STOP");
  });
});
