/** The values of an `error` member, as JSON, that say there is no error. */
const nothing = /^(?:null|false|0|""|\{\s*\}|\[\s*\])$/;

/** Whether the value of an `error` member says that there is an error. `json` is the value, or its first character. */
export const tellsError = (json: string): boolean => !nothing.test(json);

/** What an object says went wrong, in any dialect; absent where it says nothing. */
export const errorIn = (body: Readonly<Record<string, unknown>>): unknown =>
  body.error ?? member(body.response, "error") ?? errorOfMiniMax(body.base_resp);

/** `base_resp` is there on success too, with the code 0. Other numbers mean what they mean with MiniMax alone. */
function errorOfMiniMax(baseResp: unknown): object | undefined {
  const code = member(baseResp, "status_code");
  return typeof code === "number" && code !== 0
    ? { code: `base_resp.${code}`, message: member(baseResp, "status_msg") }
    : undefined;
}

/** A member of a value that may be no object. */
export const member = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;

/** Whether a parsed value says that there is an error; absent says nothing. */
export const isError = (value: unknown): boolean =>
  typeof value === "object" && value !== null ? Object.keys(value).length > 0 : Boolean(value);
