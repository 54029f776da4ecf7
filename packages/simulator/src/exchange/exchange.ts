import type { Reply } from "../reply/reply.ts";
import { type Answer, createAnswer, type OutgoingReply } from "./answer.ts";
import { emptyBody, type RequestBody } from "./read-body.ts";
import { createRequestId } from "./request-id.ts";
import { createResponse } from "./response.ts";
import type { Visit } from "./visit.ts";

/** What a server can do beyond fetch. All of it is optional; `startSimulator` provides it. */
export interface Transport {
  /** The request's headers, already parsed, lower-case names. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Writes the answer itself and returns a placeholder. */
  send?(answer: Answer): Response;
}

const noQuery = new URLSearchParams();

/** One request and the way to answer it. */
export class Exchange {
  readonly request: Request;
  readonly visit: Visit;
  readonly path: string;
  /** With its question mark, or empty. */
  readonly search: string;
  readonly query: URLSearchParams;
  /** Milliseconds since the epoch. */
  readonly receivedAt: number;
  readonly requestId: string;
  body: RequestBody = emptyBody;
  /** The fields of a scenario's reply that override the healthy answer. */
  overlay: Reply | undefined;
  readonly #transport: Transport;

  constructor(request: Request, visit: Visit, receivedAt: number, transport: Transport) {
    this.request = request;
    this.visit = visit;
    this.receivedAt = receivedAt;
    this.requestId = createRequestId(receivedAt);
    this.#transport = transport;
    const url = request.url;
    const pathStart = url.indexOf("/", url.indexOf("//") + 2);
    const hash = url.indexOf("#", pathStart);
    const end = hash < 0 ? url.length : hash;
    const mark = url.indexOf("?", pathStart);
    const pathEnd = mark < 0 || mark > end ? end : mark;
    this.path = url.slice(pathStart, pathEnd);
    this.search = url.slice(pathEnd, end);
    this.query = this.search ? new URLSearchParams(this.search) : noQuery;
  }

  readonly header = (name: string): string | null => {
    const { headers } = this.#transport;
    return headers ? (headers[name] ?? null) : this.request.headers.get(name);
  };

  /** Every request header, for the log. */
  allHeaders(): Readonly<Record<string, string>> {
    return this.#transport.headers ?? Object.fromEntries(this.request.headers);
  }

  send(reply: OutgoingReply): Response {
    const full = this.overlay ? layOver(reply, this.overlay) : reply;
    const fit = this.request.method === "HEAD" ? withoutStream(full) : full;
    const answer = createAnswer(fit, this.requestId, this.visit);
    if (answer.body === null || answer.body === "reset" || answer.body instanceof Uint8Array) this.visit.end();
    return this.#transport.send?.(answer) ?? createResponse(answer);
  }
}

/** HEAD has no body, and an endless one would never be sent. */
function withoutStream({ chunks: _, end: __, ...reply }: OutgoingReply): OutgoingReply {
  return reply;
}

function layOver(healthy: OutgoingReply, { ok: _, ...overlay }: Reply): OutgoingReply {
  return { ...healthy, ...overlay, headers: { ...healthy.headers, ...overlay.headers } };
}
