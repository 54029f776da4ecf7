import { filesOf, type ReportFile } from "@comet-triage/core";

/** Bodies larger than this get a warning, in bytes: no limit is documented. */
const notable = 1_000_000;

/** How many parts are named. */
const named = 3;

/** How large a body is, and which inline files make it so large. */
export interface SizeFinding {
  readonly bytes: number;
  readonly isLarge: boolean;
  /** The largest base64 parts, the largest first. */
  readonly parts: readonly ReportFile[];
}

export function checkSize(body: string): SizeFinding {
  const bytes = Buffer.byteLength(body);
  if (bytes < notable) return { bytes, isLarge: false, parts: [] };
  const parts = filesOf({ body })
    .filter(({ sent }) => sent === "base64")
    .sort((one, other) => (other.bytes ?? 0) - (one.bytes ?? 0))
    .slice(0, named);
  return { bytes, isLarge: true, parts };
}

/** `$.messages[0].content[1].image_url.url (image/png, base64, 25.0 MB)` */
export const partInWords = ({ where, type, bytes = 0 }: ReportFile): string =>
  `${where} (${[type, "base64", megabytes(bytes)].filter(Boolean).join(", ")})`;

export const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
