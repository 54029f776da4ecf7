import { useEffect, useState } from "preact/hooks";

/** Copies a text, and says so until the text changes. */
export function CopyButton({ text, label }: { readonly text: string; readonly label: string }) {
  const [said, setSaid] = useState("");
  useEffect(() => setSaid(""), [text]);
  const copy = async () => {
    setSaid(
      await navigator.clipboard.writeText(text).then(
        () => "Copied",
        () => "Your browser does not let the page copy",
      ),
    );
  };
  return (
    <button type="button" class="button slight" onClick={copy}>
      <span aria-live="polite">{said || label}</span>
    </button>
  );
}
