/** How names of secrets end: of headers, members, fields, parameters, variables. Source of a pattern. */
export const secretNameEnd =
  "(?:authorization|token|(?:(?:ap[ip]|access|secret|private|account|subscription|signing|encryption)[-_. ]?key" +
  "|access[-_]?key[-_]?id|secret|passw(?:or)?d|passphrase|cookie|credential|jwt|session[-_]?id)s?)";

/** Other names that the parameters of signed URLs and of Google have. Source of a pattern. */
export const parameterName = "(?:key|sign?|code|policy|key-pair-id|googleaccessid|[\\w-]{0,40}signature)";

// Calls, so that bundlers can leave them out.
const secretName = /* @__PURE__ */ (() => new RegExp(`${secretNameEnd}$|^(?:x[-_])?auth$|^pwd$`, "i"))();
const secretParameter = /* @__PURE__ */ (() => new RegExp(`^${parameterName}$`, "i"))();

/** Whether a header, member or field of this name holds a secret. */
export const isSecretName = (name: string): boolean =>
  name.length <= 200 && lastLetters.includes(name.charAt(name.length - 1)) && secretName.test(name);

/** The last letters of the names above: most names end differently, which is quick to check. */
const lastLetters = "deyntlshDEYNTLSH";

/** Whether a parameter of a query, or a field in a list of names and values, holds a secret. */
export const isSecretParameter = (name: string): boolean => isSecretName(name) || secretParameter.test(name);

/** Whether a text in a list is the name of a header, or a flag, whose secret value comes next. */
export const isCredentialHeader = (name: unknown): boolean =>
  typeof name === "string" && isSecretName(name) && /^(?:authorization|cookie|\w*-[\w-]+)$/i.test(name);
