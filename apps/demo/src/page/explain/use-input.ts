import { useState } from "preact/hooks";
import { explainFile, explainText } from "./explain-store.ts";
import { statusIn } from "./status-field.tsx";

/** What the user has given of a failed call, and what changes it: each change is explained at once. */
export interface Input {
  /** Empty if a file was given. */
  readonly text: string;
  /** As it was typed. */
  readonly status: string;
  readonly takeText: (text: string) => void;
  readonly takeFile: (file: File) => void;
  readonly takeStatus: (typed: string) => void;
  readonly clear: () => void;
}

export function useInput(): Input {
  const [text, setText] = useState("");
  const [file, setFile] = useState<File>();
  const [status, setStatus] = useState("");
  const known = statusIn(status);
  const takeText = (text: string) => {
    setFile(undefined);
    setText(text);
    explainText(text, known);
  };
  const takeFile = (file: File) => {
    setFile(file);
    setText("");
    explainFile(file, known);
  };
  const takeStatus = (typed: string) => {
    setStatus(typed);
    const next = statusIn(typed);
    if (next === known) return;
    if (file) explainFile(file, next);
    else explainText(text, next);
  };
  const clear = () => {
    setFile(undefined);
    setText("");
    setStatus("");
    explainText("", undefined);
  };
  return { text, status, takeText, takeFile, takeStatus, clear };
}
