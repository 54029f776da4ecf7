import { type Context, Hono } from "hono";
import type { Exchange } from "../exchange/exchange.ts";
import { htmlHeaders, nginxPage, websitePage } from "../reply/pages.ts";
import type { Refusal } from "../reply/refusal.ts";
import { messages } from "./anthropic/messages.ts";
import { generateContent, streamGenerateContent } from "./gemini/generate-content.ts";
import { catalogue, models, oneModel } from "./models.ts";
import { notImplemented } from "./not-implemented.ts";
import { speech, transcriptions, translations } from "./openai/audio.ts";
import { chatCompletions } from "./openai/chat.ts";
import { completions } from "./openai/completions.ts";
import { embeddings } from "./openai/embeddings.ts";
import { imageEdits, imageGenerations } from "./openai/images.ts";
import { responses } from "./openai/responses.ts";
import type { Endpoint } from "./request/endpoint.ts";
import { admit } from "./request/gate.ts";
import { answerOrRefuse } from "./request/request-refused.ts";
import { fetchBria, submitBria } from "./tasks/bria.ts";
import { fetchKling, submitKling } from "./tasks/kling.ts";
import { fetchMidjourney, submitMidjourney } from "./tasks/midjourney.ts";
import { fetchSuno, submitSuno } from "./tasks/suno.ts";
import { fetchVideo, remixVideo, submitVideo, videoContent } from "./tasks/videos.ts";

const endpoints: readonly Endpoint[] = [
  ...[chatCompletions, completions, responses, messages, embeddings, generateContent, streamGenerateContent],
  ...[imageGenerations, imageEdits, speech, transcriptions, translations, models, oneModel, catalogue],
  ...[submitVideo, fetchVideo, videoContent, remixVideo, submitMidjourney, fetchMidjourney],
  ...[submitSuno, fetchSuno, submitKling, fetchKling, submitBria, fetchBria],
  ...notImplemented,
];

export const websitePath = "/website";

/**
 * The healthy gateway: every endpoint with its checks, a redirect for an extra slash, and one to the web site for every other
 * path or method.
 *
 * @param keys - the only keys that pass, if given
 * @param refusals - replies that replace healthy answers
 */
export function createGateway(
  keys: ReadonlySet<string> | undefined,
  refusals: readonly Refusal[] = [],
): (exchange: Exchange) => Response | Promise<Response> {
  const app = new Hono<{ Bindings: Exchange }>();
  for (const endpoint of endpoints) {
    app.on(endpoint.method, endpoint.path, async (context: Context<{ Bindings: Exchange }>) => {
      const exchange = context.env;
      const admission = await admit(exchange, endpoint, (name) => context.req.param(name) ?? "", keys, refusals);
      return exchange.send(admission.refusal ?? answerOrRefuse(endpoint, admission.call));
    });
  }
  const showWebsite = ({ env }: { env: Exchange }) =>
    env.send({ noRequestId: true, headers: htmlHeaders, body: websitePage });
  app.all(websitePath, showWebsite).all(`${websitePath}/*`, showWebsite);
  app.notFound(({ env }) => {
    const { method } = env.request;
    const path = env.path.slice(0, -1);
    const isSlash = env.path.endsWith("/") && app.router.match(method, path)[0].length > 0;
    return isSlash
      ? redirect(env, path, method === "GET" ? 301 : 307)
      : redirect(env, `${websitePath}${env.path}`, 301);
  });

  return (exchange) => (exchange.body.tooLarge ? refuseSize(exchange) : app.fetch(exchange.request, exchange));
}

/** A redirect made for browsers: a POST gets no body at all. */
function redirect(exchange: Exchange, path: string, status: number): Response {
  const location = `${path}${exchange.search}`;
  if (exchange.request.method !== "GET") return exchange.send({ status, headers: { location } });
  const body = `<a href="${location.replaceAll("&", "&amp;")}">Moved Permanently</a>.\n\n`;
  return exchange.send({ status, headers: { ...htmlHeaders, location }, body });
}

function refuseSize(exchange: Exchange): Response {
  const body = nginxPage("413 Request Entity Too Large");
  return exchange.send({ status: 413, noRequestId: true, headers: { "content-type": "text/html" }, body });
}
