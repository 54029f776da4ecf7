import OpenAI, { NotFoundError } from "openai";
import { expect, it } from "vitest";
import { describeSdk, errorOf, simulator, ways } from "./describe-sdk.ts";
import { openai } from "./sdks/openai.ts";

describeSdk(openai);

it("a GET that is redirected to a web page says what is wrong with its path", async () => {
  const { baseURL, apiKey, fetch } = ways[0].setUp("redirect-301");
  const client = new OpenAI({ baseURL, apiKey, ...(fetch && { fetch }) });
  const error = await errorOf(client.models.list());
  expect(error).toBeInstanceOf(NotFoundError);
  expect(error).toMatchObject({
    code: "path-html-page",
    message: expect.stringContaining("base URL or path is wrong"),
  });
  expect(simulator.requests.map(({ method }) => method)).toEqual(["GET", "GET"]);
});
