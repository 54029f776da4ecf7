import type { RemovalKind } from "@comet-triage/core";
import { useState } from "preact/hooks";
import { CopyButton } from "../parts/copy-button.tsx";
import type { Detail } from "./protocol.ts";

const forms = {
  markdown: { name: "Markdown", file: "support-report.md", type: "text/markdown" },
  text: { name: "Text", file: "support-report.txt", type: "text/plain" },
  json: { name: "JSON", file: "support-report.json", type: "application/json" },
} as const;

const kinds: Readonly<Record<RemovalKind, string>> = {
  key: "a key",
  named: "a value named like a secret",
  known: "a secret known from elsewhere",
  url: "a part of a URL",
  header: "a header's value",
  data: "data",
  unreadable: "something unreadable",
};

/** The support report, and what was removed from it. */
export function ReportPanel({ report }: { readonly report: Detail["report"] }) {
  const [form, setForm] = useState<keyof typeof forms>("markdown");
  const download = () => {
    const { file, type } = forms[form];
    const url = URL.createObjectURL(new Blob([report[form]], { type }));
    const link = Object.assign(document.createElement("a"), { href: url, download: file });
    link.click();
    URL.revokeObjectURL(url);
  };
  return (
    <section class="card report" aria-labelledby="report-title">
      <div class="row spread">
        <h2 id="report-title">Support report</h2>
        <span class="choices slight" role="radiogroup" aria-label="Form">
          {(Object.keys(forms) as (keyof typeof forms)[]).map((key) => (
            <label key={key}>
              <input type="radio" name="form" checked={key === form} onChange={() => setForm(key)} />
              {forms[key].name}
            </label>
          ))}
        </span>
      </div>
      <Removals removed={report.removed} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys */}
      <pre tabIndex={0}>{report[form]}</pre>
      <div class="row">
        <CopyButton text={report[form]} label="Copy" />
        <button type="button" class="button slight" onClick={download}>
          Download
        </button>
        <span class="small soft">Attach it when you write to support.</span>
      </div>
    </section>
  );
}

function Removals({ removed }: Pick<Detail["report"], "removed">) {
  if (removed.length === 0) return <p class="small soft">Nothing had to be removed.</p>;
  return (
    <details class="small" open={removed.length <= 4}>
      <summary>
        Removed: {removed.length} {removed.length === 1 ? "place" : "places"}
      </summary>
      <ul class="removed">
        {removed.map(({ where, kind, count }) => (
          <li key={`${where}${kind}`}>
            {kinds[kind]}
            {count > 1 && `, ${count} times,`} in <code>{where}</code>
          </li>
        ))}
      </ul>
    </details>
  );
}
