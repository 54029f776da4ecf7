import { sources } from "@comet-triage/core";

/** The source of a row: a link to its document and section. */
export function SourceLink({ source }: { readonly source: string }) {
  const [name = "", rest = ""] = source.split(/(?=[/#])(.*)/s);
  const url = (sources as Readonly<Record<string, string>>)[name];
  if (url === undefined) return <span>{source}</span>;
  return (
    <a href={`${url}${rest}`} target="_blank" rel="noreferrer">
      {source}
    </a>
  );
}
