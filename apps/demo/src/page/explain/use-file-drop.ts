import { useLayoutEffect, useRef, useState } from "preact/hooks";

/**
 * Receives a file that is dropped anywhere on the page, which the browser would otherwise open instead of the page.
 *
 * @returns whether a file is being dragged over the page
 */
export function useFileDrop(take: (file: File) => void): boolean {
  const [isDragging, setDragging] = useState(false);
  const latest = useRef(take);
  latest.current = take;
  // Before the page is first painted, so that a file dropped at once is received, too.
  useLayoutEffect(() => {
    const over = (event: DragEvent) => {
      event.preventDefault();
      setDragging(true);
    };
    const leave = ({ relatedTarget }: DragEvent) => {
      if (relatedTarget === null) setDragging(false);
    };
    const drop = (event: DragEvent) => {
      event.preventDefault();
      setDragging(false);
      const [file] = event.dataTransfer?.files ?? [];
      const text = event.dataTransfer?.getData("text");
      if (file) latest.current(file);
      else if (text) latest.current(new File([text], "dropped text"));
    };
    const controller = new AbortController();
    const { signal } = controller;
    document.addEventListener("dragover", over, { signal });
    document.addEventListener("dragleave", leave, { signal });
    document.addEventListener("drop", drop, { signal });
    return () => controller.abort();
  }, []);
  return isDragging;
}
