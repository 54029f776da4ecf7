import { useEffect } from "preact/hooks";

/** Sets the title in the browser's tab. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · comet-triage lab`;
  }, [title]);
}
