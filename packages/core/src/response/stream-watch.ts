import { parseJson } from "../read/json.ts";
import { isContentEvent, isErrorEvent, isLastEvent, isPlainError, speaksDialect } from "../read/stream-events.ts";

/** Makes a parser of event streams: the adapter passes in `createParser` of `eventsource-parser`. */
export type CreateParser = (config: {
  readonly onEvent: (event: { readonly event?: string | undefined; readonly data: string }) => void;
  readonly onError: (error: { readonly type: string }) => void;
  readonly maxBufferSize: number;
}) => { feed(text: string): void };

/** Longest event that is parsed, in characters; a stream with a longer one is no longer watched. */
const eventLimit = 1_048_576;

/**
 * Lines that end in a lone carriage return are fed in parts of this many characters: for each such line, parsers search
 * everything that is left for a line feed.
 */
const partLength = 4096;

/** Follows an event stream and knows how far it has come. */
export class StreamWatch {
  /** Part of the answer has passed. */
  hasContent = false;
  /** The stream is complete. */
  isFinished = false;
  /** The data of the first error. */
  error: string | undefined;
  /** An error came in an event of that name, the only one that Anthropic's clients look at, or after the end, where it does no harm. */
  hasClearError = false;
  /** An error came that OpenAI's clients recognize. */
  hasPlainError = false;
  /** An end without a last event means that the stream was cut. */
  isUnderstood = false;
  readonly #decoder = new TextDecoder();
  readonly #parser: ReturnType<CreateParser>;
  #isBlind = false;
  #hasEnded = false;

  constructor(createParser: CreateParser) {
    this.#parser = createParser({
      onEvent: ({ event, data }) => this.#see(event, data),
      onError: ({ type }) => {
        if (type === "max-buffer-size-exceeded") this.#isBlind = true;
      },
      maxBufferSize: eventLimit,
    });
  }

  feed(bytes: Uint8Array): void {
    if (this.#isBlind) return;
    const text = this.#decoder.decode(bytes, { stream: true });
    const step = /\r(?!\n)/.test(text) ? partLength : text.length;
    for (let at = 0; at < text.length; at += step) this.#parser.feed(text.slice(at, at + step));
    if (this.#isBlind) this.hasContent = this.isFinished = true;
  }

  /** The stream has ended; an event without its blank line counts too. */
  end(): void {
    this.#hasEnded = true;
    if (!this.#isBlind) this.#parser.feed("\n\n");
  }

  #see(event: string | undefined, data: string): void {
    const text = data.replace("\n[DONE]", "");
    // Nothing for `[DONE]`, or for text in an unknown dialect.
    const value = parseJson(text);
    if (event === "error" || isErrorEvent(value)) {
      this.hasClearError ||= event === "error" || (this.isFinished && this.error === undefined);
      this.hasPlainError ||= isPlainError(value);
      this.error ??= text;
      return;
    }
    // An event without data is a keep-alive; half an event of JSON says nothing.
    if (value === undefined && (data === "" || (this.#hasEnded && /^[[{](?!DONE\])/.test(text)))) return;
    this.isUnderstood ||= speaksDialect(value);
    this.isFinished ||= text !== data || isLastEvent(data);
    this.hasContent ||= this.error === undefined && isContentEvent(value);
  }
}
