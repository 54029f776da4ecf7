import { useState } from "preact/hooks";

/** Copies a text, and says so. */
export function CopyButton({ text, label }: { readonly text: string; readonly label: string }) {
  const [said, setSaid] = useState("");
  const copy = async () => {
    setSaid(
      await navigator.clipboard.writeText(text).then(
        () => "Copied",
        () => "Your browser does not let the page copy",
      ),
    );
    setTimeout(() => setSaid(""), 2500);
  };
  return (
    <button type="button" class="button slight" onClick={copy}>
      <span aria-live="polite">{said || label}</span>
    </button>
  );
}
