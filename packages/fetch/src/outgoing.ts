import { credentialOf, isOneShot, modelOf, type ReportRequest, type RequestInfo } from "@comet-triage/core";

/** A request as `fetch` takes it, and what sending it again needs. */
export class Outgoing {
  readonly #input: string | URL | Request;
  #init: RequestInit | undefined;
  readonly #request: Request | undefined;
  #description: RequestInfo | undefined;
  /** False for a body that can be read once only: a stream or an iterator. */
  readonly canReplay: boolean;
  /** The caller set `redirect: "manual"`. */
  readonly wantsRedirects: boolean;
  readonly signal: AbortSignal | undefined;

  constructor(input: string | URL | Request, init: RequestInit | undefined) {
    // A `Request` as `init` keeps its members on the prototype, where no spread finds them.
    const isRequest = init && "bodyUsed" in init;
    this.#input = isRequest ? new Request(input, init) : input;
    this.#init = isRequest ? undefined : init;
    this.#request = typeof this.#input === "object" && this.#input instanceof Request ? this.#input : undefined;
    const { body, method, redirect: wanted, signal } = this.#init ?? {};
    this.canReplay = !isOneShot(body);
    this.signal = (signal === undefined ? this.#request?.signal : signal) ?? undefined;
    const redirect = wanted ?? this.#request?.redirect ?? "follow";
    this.wantsRedirects = redirect === "manual";
    // A redirect turns a POST into a GET of a web page, and may ask for a body once more.
    const isAsked = wanted !== undefined || redirect !== "follow";
    const isPost = /^post$/i.test(method ?? this.#request?.method ?? "");
    const hasBody = (body ?? null) !== null || (this.#mayHaveBody && this.#request?.body !== null);
    if (!isAsked && (isPost || hasBody)) this.#init = withMember(this.#init, "redirect", "manual");
  }

  /** Not every browser tells whether a `Request` has a body. */
  get #mayHaveBody(): boolean {
    return this.#request !== undefined && !["GET", "HEAD"].includes(this.#request.method);
  }

  /** The arguments of the next attempt. A `Request` with a body is cloned, so that it can be sent again; `fetch` refuses a spent one. */
  next(signal: AbortSignal | undefined): [input: string | URL | Request, init: RequestInit | undefined] {
    const init = signal === this.signal || signal === undefined ? this.#init : withMember(this.#init, "signal", signal);
    const isCloned = this.#mayHaveBody && !this.#init?.body && !this.#request?.bodyUsed;
    return [isCloned ? (this.#request as Request).clone() : this.#input, init];
  }

  get headers(): RequestInit["headers"] {
    return this.#init?.headers ?? this.#request?.headers;
  }

  get url(): string {
    return this.#request?.url ?? String(this.#input);
  }

  /** What was sent, for a report: nothing is copied or used up. A `Request` that its owner has spent since is named. */
  sent(): Request | ReportRequest {
    const request = this.#request;
    const { body = request?.body } = this.#init ?? {};
    const isSpent = !this.#init?.body && (request?.bodyUsed || request?.body?.locked);
    if (request && this.canReplay && !isSpent) return new Request(...this.next(undefined));
    return { ...this.describe(), headers: this.headers, body };
  }

  /** Method, URL, model and a hash of the key, read when first needed. */
  readonly describe = (): RequestInfo => {
    const { url } = this;
    this.#description ??= {
      method: (this.#init?.method ?? this.#request?.method ?? "GET").toUpperCase(),
      url,
      model: modelOf(this.#init?.body, url),
      credential: credentialOf(this.headers, url),
    };
    return this.#description;
  };
}

/** A copy with all that `fetch` would read of `init`: inherited members and getters of a class, too. */
function withMember<Name extends keyof RequestInit>(
  init: RequestInit | undefined,
  member: Name,
  value: RequestInit[Name],
): RequestInit {
  const given: object = init ?? {};
  // Not a spread: Node 20 is slow to add a member to one.
  const copy = Object.assign<Record<PropertyKey, unknown>, object>({}, given);
  for (let from = Object.getPrototypeOf(given); from && from !== Object.prototype; from = Object.getPrototypeOf(from)) {
    for (const name of Reflect.ownKeys(from)) if (!(name in copy)) copy[name] = Reflect.get(given, name);
  }
  copy[member] = value;
  return copy;
}
