import { useRef } from "preact/hooks";
import { explained, tellBytes } from "./explain-store.ts";
import { samples } from "./samples.ts";
import { StatusField } from "./status-field.tsx";
import type { Input } from "./use-input.ts";

interface Props extends Input {
  readonly isDragging: boolean;
}

/** The longest pasted text that is put into the field, in characters: a longer one would make typing slow. */
const pasteLimit = 500_000;

const hint = "curl -i or curl -v, a HAR, a response, a JSON body, an error as your console prints it, a line of a log…";

/** Where the user gives a failure to the page: by pasting, typing, choosing or dropping. */
export function InputPanel({ text, status, isDragging, takeText, takeFile, takeStatus, clear }: Props) {
  const { file, isReading, own } = explained.value;
  const field = useRef<HTMLTextAreaElement>(null);
  const clearAll = () => {
    // The button goes away, and the focus with it.
    field.current?.focus();
    clear();
  };
  const paste = (event: ClipboardEvent) => {
    const pasted = event.clipboardData?.getData("text") ?? "";
    const [pastedFile] = event.clipboardData?.files ?? [];
    if (pastedFile === undefined && pasted.length <= pasteLimit) return;
    event.preventDefault();
    takeFile(pastedFile ?? new File([pasted], "The pasted text"));
  };
  return (
    <section class={`card paste ${isDragging ? "dragging" : ""}`} aria-label="What failed">
      {file && (
        <p class="row chosen">
          <b>{file.name}</b>
          <span class="soft">{tellBytes(file.bytes)}</span>
          {isReading && <span class="badge">reading…</span>}
        </p>
      )}
      <label class="field">
        <span>What you have of the failed call</span>
        <textarea
          ref={field}
          rows={text === "" ? 6 : 9}
          spellcheck={false}
          autocomplete="off"
          placeholder={hint}
          value={text}
          onInput={({ currentTarget }) => takeText(currentTarget.value)}
          onPaste={paste}
        />
      </label>
      <div class="row">
        <label class="button slight file">
          <input
            type="file"
            onChange={({ currentTarget }) => {
              const [file] = currentTarget.files ?? [];
              if (file) takeFile(file);
              currentTarget.value = "";
            }}
          />
          Choose a file
        </label>
        <StatusField typed={status} own={own} take={takeStatus} />
        {(text !== "" || file || status !== "") && (
          <button type="button" class="button slight" onClick={clearAll}>
            Clear
          </button>
        )}
        <span class="row small samples">
          <span class="soft">Or try</span>
          {Object.entries(samples).map(([key, { name }]) => (
            <a key={key} href={`/explain?sample=${key}`}>
              {name}
            </a>
          ))}
        </span>
      </div>
    </section>
  );
}
