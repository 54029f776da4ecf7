/** The API key in the environment, without the blanks that copying adds; empty when there is none. */
export const keyIn = (env: Readonly<Record<string, string | undefined>>): string => env.COMETAPI_KEY?.trim() ?? "";

/** The text without the key. Before it is laid out: a key that is broken over two lines would be missed. */
export const hideKey = (text: string, key: string): string => (key === "" ? text : text.replaceAll(key, "***"));
