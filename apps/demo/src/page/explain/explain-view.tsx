import { useEffect, useState } from "preact/hooks";
import { useLocation, useRoute } from "preact-iso";
import { rowErrors } from "../../catalogue/row-errors.ts";
import { useTitle } from "../parts/use-title.ts";
import { explained, explainFile, explainText, forget } from "./explain-store.ts";
import { Findings } from "./findings.tsx";
import { InputPanel } from "./input-panel.tsx";
import { samples } from "./samples.ts";
import { statusIn } from "./status-field.tsx";
import { useFileDrop } from "./use-file-drop.ts";
import "./explain.css";

export function ExplainView() {
  const { query } = useRoute();
  const { route } = useLocation();
  const [text, setText] = useState("");
  const [typed, setTyped] = useState("");
  const [file, setFile] = useState<File>();
  const status = statusIn(typed);
  useTitle("Explain a response");

  const leaveExample = () => {
    if (query.sample ?? query.row) route("/explain", true);
  };
  const takeText = (text: string) => {
    setFile(undefined);
    setText(text);
    explainText(text, status);
  };
  const takeFile = (file: File) => {
    leaveExample();
    setFile(file);
    setText("");
    explainFile(file, status);
  };
  const takeStatus = (typed: string) => {
    setTyped(typed);
    const next = statusIn(typed);
    if (next === status) return;
    if (file) explainFile(file, next);
    else explainText(text, next);
  };
  const edit = (text: string) => {
    leaveExample();
    takeText(text);
  };
  const clear = () => {
    setFile(undefined);
    setText("");
    setTyped("");
    explainText("", undefined);
    leaveExample();
  };

  const isDragging = useFileDrop(takeFile);
  useEffect(() => {
    const sample = ownOf(samples, query.sample)?.text ?? ownOf(rowErrors, query.row);
    if (sample !== undefined) takeText(sample);
  }, [query.sample, query.row]);
  useEffect(() => forget, []);

  return (
    <div class="page">
      <div class="intro">
        <h1>Explain a response</h1>
        <p>
          Paste what you have of a failed call, or drop a file. It is judged in this page:{" "}
          <b>nothing of it is sent anywhere</b>.
        </p>
      </div>
      <InputPanel
        text={text}
        status={typed}
        isDragging={isDragging}
        takeText={edit}
        takeFile={takeFile}
        takeStatus={takeStatus}
        clear={clear}
      />
      <Findings state={explained.value} />
    </div>
  );
}

/** An address may name anything, even a property that every object inherits. */
const ownOf = <Value,>(record: Readonly<Record<string, Value>>, name = ""): Value | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined;
