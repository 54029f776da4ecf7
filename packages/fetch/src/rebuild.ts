import { type BodyHead, rejoin } from "./body.ts";

/** A response whose body was touched, and which still knows where it came from. */
class Rebuilt extends Response {
  readonly #original: Response;

  constructor(original: Response, body: BodyInit | null, init: ResponseInit) {
    super(body, init);
    this.#original = original;
  }

  override get url(): string {
    return this.#original.url;
  }

  override get redirected(): boolean {
    return this.#original.redirected;
  }
}

/** The response again, with another body, or with another status too. */
export const rebuild = (
  response: Response,
  body: BodyInit | null,
  { status = 200, statusText = "", headers = {} }: ResponseInit = response,
): Response => new Rebuilt(response, body, { status, statusText, headers });

/** The response again, its body joined from what was read and the rest. */
export const rebuildFrom = (response: Response, head: BodyHead, init?: ResponseInit): Response =>
  rebuild(response, rejoin(head) as BodyInit | null, init);
