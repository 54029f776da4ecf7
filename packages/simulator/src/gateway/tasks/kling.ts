import type { Endpoint } from "../request/endpoint.ts";

const success = (requestId: string) => ({ code: 0, message: "SUCCEED", request_id: requestId });

export const submitKling: Endpoint = {
  method: "POST",
  path: "/kling/v1/videos/:kind",
  input: "json",
  answer: ({ created, requestId }) => {
    const times = { created_at: created * 1000, updated_at: created * 1000 };
    return { body: { ...success(requestId), data: { task_id: requestId, task_status: "submitted", ...times } } };
  },
};

export const fetchKling: Endpoint = {
  method: "GET",
  path: "/kling/v1/videos/:kind/:id",
  input: "none",
  answer: ({ created, parameter, requestId }) => {
    const id = parameter("id");
    const task_result = { videos: [{ id, url: "https://files.example/video.mp4", duration: "5" }] };
    const times = { created_at: created * 1000, updated_at: created * 1000 };
    const data = { task_id: id, task_status: "succeed", task_status_msg: "", ...times, task_result };
    return { body: { ...success(requestId), data } };
  },
};
