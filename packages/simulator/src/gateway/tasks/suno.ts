import type { Endpoint } from "../request/endpoint.ts";

export const submitSuno: Endpoint = {
  method: "POST",
  path: "/suno/submit/:action{[a-z-]+}",
  input: "json",
  answer: ({ requestId }) => ({ body: { code: "success", message: "", data: requestId } }),
};

export const fetchSuno: Endpoint = {
  method: "GET",
  path: "/suno/fetch/:id",
  input: "none",
  answer: ({ created, parameter }) => {
    const id = parameter("id");
    const song = { id, title: "Lighthouse", status: "complete", audio_url: "https://files.example/song.mp3" };
    const data = {
      task_id: id,
      action: "MUSIC",
      status: "SUCCESS",
      fail_reason: "",
      submit_time: created,
      start_time: created,
      finish_time: created,
      progress: "100%",
      data: [song],
    };
    return { body: { code: "success", message: "", data } };
  },
};
