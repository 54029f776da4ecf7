/** The API key in the environment, without the whitespace that copying adds; empty if there is none. */
export const keyIn = (env: Readonly<Record<string, string | undefined>>): string => env.COMETAPI_KEY?.trim() ?? "";

/** The text without the key. Use it before the layout: a key that is broken over two lines would be missed. */
export const hideKey = (text: string, key: string): string => (key === "" ? text : text.replaceAll(key, "***"));
