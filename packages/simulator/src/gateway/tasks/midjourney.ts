import type { Endpoint } from "../request/endpoint.ts";
import { isEmpty } from "../request/fields.ts";

const refusal = (description: string) => ({ status: 400, body: { description, type: "upstream_error", code: 4 } });

export const submitMidjourney: Endpoint = {
  method: "POST",
  path: "/mj/submit/:action{[a-z-]+}",
  input: "json",
  answer: ({ body, parameter, requestId }) => {
    if (parameter("action") === "imagine" && isEmpty(body.prompt)) {
      return refusal("prompt_is_required ");
    }
    return { body: { code: 1, description: "Submit success", result: requestId.slice(4, 20), properties: {} } };
  },
};

export const fetchMidjourney: Endpoint = {
  method: "GET",
  path: "/mj/task/:id/fetch",
  input: "none",
  answer: ({ parameter, created }) => {
    const id = parameter("id");
    if (!/^\d+$/.test(id)) return refusal("task_no_found ");
    return {
      body: {
        id,
        action: "IMAGINE",
        status: "SUCCESS",
        progress: "100%",
        prompt: "a lighthouse",
        promptEn: "a lighthouse",
        description: "Submit success",
        submitTime: created * 1000,
        startTime: created * 1000,
        finishTime: created * 1000,
        imageUrl: "https://files.example/image.png",
        failReason: "",
        buttons: buttonsOf(id),
      },
    };
  },
};

/** Buttons to enlarge and to vary each of the four pictures; their `customId` goes to `/mj/submit/action`. */
function buttonsOf(id: string) {
  const button = (job: string, letter: string) => (place: number) => ({
    customId: `MJ::JOB::${job}::${place}::${id}`,
    emoji: "",
    label: `${letter}${place}`,
    type: 2,
    style: 2,
  });
  const places = [1, 2, 3, 4];
  return [...places.map(button("upsample", "U")), ...places.map(button("variation", "V"))];
}
