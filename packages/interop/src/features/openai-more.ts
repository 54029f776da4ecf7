import OpenAI from "openai";
import { zodTextFormat } from "openai/helpers/zod";
import { z } from "zod";
import { greeting } from "../sdks/sdk.ts";
import type { Setup } from "../setup.ts";
import { collect, type Feature, question, weather, weatherInput } from "./feature.ts";

const clientOf = ({ baseURL, apiKey, fetch }: Setup) => new OpenAI({ baseURL, apiKey, ...(fetch && { fetch }) });

const asked = { model: "gpt-5-mini", input: question };
const tools = [{ type: "function" as const, name: weather.name, parameters: weather.schema, strict: false }];
const image = { model: "gpt-image-1", prompt: "a lighthouse" };
const video = { model: "sora-2", prompt: "a lighthouse", seconds: "8", size: "1280x720" } as const;
const fileOf = (name: string) => new File([new Uint8Array(9)], name, { type: "image/png" });

/** Everything except chat. */
export const openaiMore: readonly Feature[] = [
  {
    name: "the stream helper",
    ask: async (setup) => (await clientOf(setup).responses.stream(asked).finalResponse()).output_text,
    answer: greeting,
  },
  {
    name: "a response cut short",
    async ask(setup) {
      const { output_text, status } = await clientOf(setup).responses.create({ ...asked, max_output_tokens: 2 });
      return [output_text, status];
    },
    answer: ["Hello!", "incomplete"],
  },
  {
    name: "a response's tools and what they answer",
    async ask(setup) {
      const { output } = await clientOf(setup).responses.create({ ...asked, tools });
      const [call] = output;
      if (call?.type !== "function_call") return output;
      const result = { type: "function_call_output" as const, call_id: call.call_id, output: "Sunny" };
      const next = await clientOf(setup).responses.create({ ...asked, tools, input: [call, result] });
      return [call.name, JSON.parse(call.arguments), next.output_text];
    },
    answer: ["weather", weatherInput, greeting],
  },
  {
    name: "a response's tool, streamed",
    async ask(setup) {
      const { output } = await clientOf(setup)
        .responses.stream({ ...asked, tools, tool_choice: "required" })
        .finalResponse();
      return output.map((item) => item.type === "function_call" && item.arguments);
    },
    answer: [JSON.stringify(weatherInput)],
  },
  {
    name: "a response's schema",
    async ask(setup) {
      const text = { format: zodTextFormat(z.object({ names: z.array(z.literal("Rex")) }), "names") };
      return (await clientOf(setup).responses.parse({ ...asked, text })).output_parsed;
    },
    answer: { names: ["Rex"] },
  },
  {
    name: "embeddings of two texts",
    async ask(setup) {
      const model = "text-embedding-3-small";
      const { data } = await clientOf(setup).embeddings.create({ model, input: ["a", "b"], dimensions: 64 });
      const [a, b] = data.map(({ embedding }) => embedding);
      return [a?.length, b?.length, a?.[0] === b?.[0]];
    },
    answer: [64, 64, false],
  },
  {
    name: "two images",
    ask: async (setup) => (await clientOf(setup).images.generate({ ...image, n: 2 })).data?.length,
    answer: 2,
  },
  {
    name: "an image, streamed",
    async ask(setup) {
      const events = await clientOf(setup).images.generate({ ...image, stream: true, partial_images: 1 });
      return (await collect(events)).map(({ type, b64_json }) => [type, b64_json.slice(0, 5)]);
    },
    answer: [
      ["image_generation.partial_image", "iVBOR"],
      ["image_generation.completed", "iVBOR"],
    ],
  },
  {
    name: "an edit of two images, streamed",
    async ask(setup) {
      const files = [fileOf("a.png"), fileOf("b.png")];
      const events = await clientOf(setup).images.edit({ ...image, image: files, stream: true });
      return (await collect(events)).map(({ type }) => type);
    },
    answer: ["image_edit.completed"],
  },
  {
    name: "a transcript as text",
    ask: (setup) =>
      clientOf(setup).audio.transcriptions.create({
        model: "whisper-1",
        file: fileOf("a.mp3"),
        response_format: "text",
      }),
    answer: `${greeting}\n`,
  },
  {
    name: "the models",
    async ask(setup) {
      const { models } = clientOf(setup);
      return (await collect(models.list())).some(({ id }) => id === video.model);
    },
    answer: true,
  },
  {
    name: "a video, from the order to the file",
    async ask(setup) {
      const { videos } = clientOf(setup);
      const ordered = await videos.create(video);
      const { status } = await videos.retrieve(ordered.id);
      const content = await videos.downloadContent(ordered.id);
      return [ordered.status, ordered.size, status, content.headers.get("content-type")];
    },
    answer: ["queued", "1280x720", "completed", "video/mp4"],
  },
];
