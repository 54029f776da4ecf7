import type { Endpoint } from "../request/endpoint.ts";

export const submitBria: Endpoint = {
  method: "POST",
  path: "/bria/image/edit/:action{[a-z_]+}",
  input: "json",
  answer: ({ requestId }) => ({ body: { request_id: requestId, status_url: `/bria/${requestId}` } }),
};

export const fetchBria: Endpoint = {
  method: "GET",
  path: "/bria/:id",
  input: "none",
  answer: ({ parameter }) => {
    const result = { image_url: "https://files.example/image.png" };
    return { body: { status: "COMPLETED", request_id: parameter("id"), result } };
  },
};
