import { taskError } from "../../reply/envelopes.ts";
import type { Call, Endpoint } from "../request/endpoint.ts";
import { requireFields } from "../request/fields.ts";

const requirePrompt = requireFields({ prompt: "field prompt is required" });
const refuseTask = (message: string) => ({ status: 400, body: taskError("invalid_request", message) });

/** A job is `queued` when submitted and `completed` when first polled. */
export const submitVideo: Endpoint = {
  method: "POST",
  path: "/v1/videos",
  input: "form",
  model: "body",
  check: requirePrompt,
  refuse: refuseTask,
  answer: (call) => ({ body: video(call, `video_${call.requestId}`, "queued") }),
};

export const fetchVideo: Endpoint = {
  method: "GET",
  path: "/v1/videos/:id",
  input: "none",
  answer: (call) => {
    const id = call.parameter("id");
    if (!id.startsWith("video_")) return { status: 400, body: taskError("task_not_exist", "task_not_exist") };
    return { body: video(call, id, "completed") };
  },
};

/** The smallest header that says MP4. */
const mp4 = Uint8Array.from("\0\0\0\x14ftypisom\0\0\0\0isom", (character) => character.charCodeAt(0));

export const videoContent: Endpoint = {
  method: "GET",
  path: "/v1/videos/:id/content",
  input: "none",
  answer: () => ({ headers: { "content-type": "video/mp4" }, body: mp4 }),
};

export const remixVideo: Endpoint = {
  method: "POST",
  path: "/v1/videos/:id/remix",
  input: "json",
  check: requirePrompt,
  refuse: refuseTask,
  answer: (call) => ({
    body: { ...video(call, `video_${call.requestId}`, "queued"), remixed_from_video_id: call.parameter("id") },
  }),
};

function video({ body, created, model }: Call, id: string, status: "queued" | "completed") {
  return {
    id,
    object: "video",
    model: model || "sora-2",
    status,
    progress: status === "completed" ? 100 : 0,
    created_at: created,
    size: textOr(body.size, "720x1280"),
    seconds: textOr(body.seconds, "4"),
  };
}

function textOr(value: unknown, fallback: string): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : fallback;
}
