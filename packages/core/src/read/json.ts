/** The value of a JSON text; `undefined` for what is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** An object of JSON. A member may be anything: strings and numbers simply have no members that are looked for. */
export interface Json {
  readonly [name: string]: (Json & (object | string | number | boolean)) | null | undefined;
}

export const isObject = (value: unknown): value is Json => typeof value === "object" && value !== null;
