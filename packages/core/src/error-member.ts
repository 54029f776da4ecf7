/** The values of an `error` member, as JSON, that say there is no error. */
const nothing = /^(?:null|false|0|""|\{\s*\}|\[\s*\])$/;

/** Whether the value of an `error` member says that there is an error. `json` is the value, or its first character. */
export const tellsError = (json: string): boolean => !nothing.test(json);

/** The same of a value that was parsed; absent says nothing either. */
export const isError = (value: unknown): boolean =>
  typeof value === "object" && value !== null ? Object.keys(value).length > 0 : Boolean(value);
