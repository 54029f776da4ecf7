import { createServer } from "node:http";
import { json } from "node:stream/consumers";
import { type Listening, listen } from "@comet-triage/conformance/server";

/** What a caller must see for a request, by its number. */
export const endOf = (number: number): { readonly status: number; readonly attempts: number } => {
  if (number % 20 === 0) return { status: 500, attempts: 1 };
  return { status: 200, attempts: number % 20 === 10 ? 2 : 1 };
};

/** An upstream whose answers carry the number of their request; a tenth of the requests fail. */
export async function startNumberedUpstream(): Promise<Listening> {
  const attempts = new Map<number, number>();
  const server = createServer(async (request, response) => {
    const { number } = (await json(request)) as { number: number };
    const attempt = (attempts.get(number) ?? 0) + 1;
    attempts.set(number, attempt);
    const { status, attempts: needed } = endOf(number);
    const text = `answer ${number} `.repeat(100);
    const failure = (code: string) => ({ error: { message: `failure ${number}`, type: "", param: "", code } });
    const [answered, body] =
      attempt < needed
        ? [503, failure("do_request_failed")]
        : status === 200
          ? [200, { number, attempt, text }]
          : [status, failure("invalid_request")];
    response.writeHead(answered, { "content-type": "application/json", "x-number": String(number) });
    response.end(JSON.stringify(body));
  });
  return listen(server);
}
