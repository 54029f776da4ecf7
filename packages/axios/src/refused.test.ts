import { Readable } from "node:stream";
import type { AxiosRequestConfig } from "axios";
import { expect, it } from "vitest";
import { chat, rejectionOf, simulated } from "../test/client.ts";
import { isOldest } from "../test/releases.ts";

const { simulator, client, as } = await simulated();

/** What a call rejects with that is not sent, as two others before it were refused for their key. */
const refused = async (config: AxiosRequestConfig) => {
  simulator.reset();
  const instance = client();
  const call = (form?: AxiosRequestConfig) =>
    rejectionOf(instance.post("/chat/completions", chat, as("invalid-token-401", form)));
  await call();
  await call();
  const error = await call(config);
  expect(error.triage?.verdict.refused).toBe("circuit-open");
  expect(simulator.requests).toHaveLength(2);
  return error.response?.data;
};
const said = expect.objectContaining({ error: expect.objectContaining({ code: "invalid-token" }) });

it("the data of a call that is not sent is text before transformResponse", async () => {
  expect(await refused({ transformResponse: [(text) => JSON.parse(text)] })).toEqual(said);
  expect(JSON.parse((await refused({ responseType: "text" })) as string)).toEqual(said);
});

const forms = [
  { adapter: "http", responseType: "arraybuffer", Form: Buffer },
  { adapter: "http", responseType: "stream", Form: Readable },
  // The oldest release has no fetch adapter.
  ...(isOldest
    ? []
    : ([
        { adapter: "fetch", responseType: "arraybuffer", Form: ArrayBuffer },
        { adapter: "fetch", responseType: "stream", Form: ReadableStream },
        { adapter: "fetch", responseType: "blob", Form: Blob },
      ] as const)),
] as const;
it.each(forms)("the data of a call that is not sent is, as $responseType over $adapter, a $Form.name", async (form) => {
  const { Form, ...config } = form;
  const data = await refused(config);
  expect(data).toBeInstanceOf(Form);
  const body = data instanceof Readable ? Readable.toWeb(data) : data;
  expect(await new Response(body as BodyInit).json()).toEqual(said);
});
