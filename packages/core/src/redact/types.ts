/** Why something is not shown. */
export type RemovalKind =
  /** An API key or token, known by its shape. */
  | "key"
  /** Known by its name: a header, member, field or parameter such as `authorization`, `cookie`, `password`. */
  | "named"
  /** A secret that was passed in, or found elsewhere in the same value, in any encoding. */
  | "known"
  /** The query or the user of a URL. */
  | "url"
  /** A header that is not known to be harmless. */
  | "header"
  /** Base64, a data URL, bytes or a file; its type and size are shown. */
  | "data"
  /** A value that contains itself, cannot be read, or is not data. */
  | "unreadable";

/** Something that was removed. */
export interface Removal {
  /** The JSON path in what was redacted, from `$`. */
  readonly where: string;
  readonly kind: RemovalKind;
  /** How many of this kind were there. */
  readonly count: number;
}
