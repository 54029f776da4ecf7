import { signal } from "@preact/signals";
import type { LabInfo } from "../contract/lab-info.ts";

/** What the server has said about itself, so far. */
export type LabInfoState = { readonly info?: LabInfo; readonly error?: string };

export const labInfo = signal<LabInfoState>({});

/** Asks the server; called once at the start, and again when the user wants to try again. */
export async function loadLabInfo(): Promise<void> {
  labInfo.value = {};
  try {
    const response = await fetch("/api/lab");
    if (!response.ok) throw new Error(`it answered ${response.status}`);
    labInfo.value = { info: (await response.json()) as LabInfo };
  } catch {
    labInfo.value = { error: "The lab's server does not answer. Start it with npm start, then try again." };
  }
}
