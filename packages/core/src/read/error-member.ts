import { isObject, type Json } from "./json.ts";

/** What an object says went wrong, in any dialect; absent where it says nothing. */
export const errorIn = (body: Json): unknown =>
  body.error ?? body.response?.error ?? cloudIn(body)?.Error ?? errorOfMiniMax(body.base_resp);

/** What Tencent's and Volcengine's clouds wrap their answers in. */
export const cloudIn = ({ Response, ResponseMetadata }: Json): Json | null | undefined => Response ?? ResponseMetadata;

/** `base_resp` is there on success too, with the code 0. Other numbers mean what they mean with MiniMax alone. */
function errorOfMiniMax(baseResp: Json | null | undefined): object | undefined {
  const code: unknown = baseResp?.status_code;
  return typeof code === "number" && code !== 0
    ? { code: `base_resp.${code}`, message: baseResp?.status_msg }
    : undefined;
}

/**
 * Whether the value of an `error` member says that there is an error; absent says nothing.
 *
 * @param body - what the member is in: an object that says nothing is an error where it is alone
 */
export const isErrorValue = (value: unknown, body: object = {}): boolean =>
  (isObject(value) && Object.keys(body).length === 1) ||
  (isObject(value) && !Array.isArray(value) ? Object.values(value).some(isSomething) : isSomething(value));

const isSomething = (value: unknown): boolean => (isObject(value) ? Object.keys(value).length > 0 : Boolean(value));

/** A value that is something, or one in an object. */
const something = /(?:^|:)\s*(?:[-1-9t]|"[^"]|\[\s*[^\s\]])|:\s*\{\s*[^\s}]/;

/**
 * The same for a value that was not parsed: `""` does not, and neither does an object whose values are all like that, as a Go
 * struct is written. `json` is the value, or its first characters.
 */
export const isErrorJson = (json: string): boolean => something.test(json);
