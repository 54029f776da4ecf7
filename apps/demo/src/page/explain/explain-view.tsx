import { useEffect } from "preact/hooks";
import { useLocation, useRoute } from "preact-iso";
import { rowErrors } from "../../catalogue/row-errors.ts";
import { useTitle } from "../parts/use-title.ts";
import { explained, forget } from "./explain-store.ts";
import { Findings } from "./findings.tsx";
import { InputPanel } from "./input-panel.tsx";
import { samples } from "./samples.ts";
import { useFileDrop } from "./use-file-drop.ts";
import { useInput } from "./use-input.ts";
import "./explain.css";

export function ExplainView() {
  const { query } = useRoute();
  const { route } = useLocation();
  const input = useInput();
  const leaveExample = () => {
    if (query.sample ?? query.row) route("/explain", true);
  };
  const takeText = (text: string) => {
    leaveExample();
    input.takeText(text);
  };
  const takeFile = (file: File) => {
    leaveExample();
    input.takeFile(file);
  };
  const clear = () => {
    input.clear();
    leaveExample();
  };

  useTitle("Explain a response");
  const isDragging = useFileDrop(takeFile);
  useEffect(() => {
    const sample = ownOf(samples, query.sample)?.text ?? ownOf(rowErrors, query.row);
    if (sample !== undefined) input.takeText(sample);
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
      <InputPanel {...input} isDragging={isDragging} takeText={takeText} takeFile={takeFile} clear={clear} />
      <Findings state={explained.value} />
    </div>
  );
}

/** An address may name anything, even a property that every object inherits. */
const ownOf = <Value,>(record: Readonly<Record<string, Value>>, name = ""): Value | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined;
