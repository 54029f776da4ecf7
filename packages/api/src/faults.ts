import type { EntryPoint } from "./entry-points.ts";
import type { Extracted } from "./extract.ts";

/** An entry point, and what was read from it. */
export interface Read extends Extracted {
  readonly entry: EntryPoint;
}

/** Exports that are not explained, and types that are used but exported nowhere in the package, one sentence each. */
export function faultsOf(all: readonly Read[]): string[] {
  return all.flatMap(({ entry, report, forgotten }) => {
    const siblings = all.filter((other) => other.entry.folder === entry.folder);
    const hidden = forgotten.filter((name) => !siblings.some((other) => exportsName(other.report, name)));
    return [
      ...hidden.map((name) => `${entry.name} uses ${name}, which is not exported`),
      ...undocumented(report).map((name) => `${entry.name}: ${name} has no docstring`),
    ];
  });
}

const exportsName = (report: string, name: string): boolean => new RegExp(`^export \\w+ ${name}\\b`, "m").test(report);

/** Exports without a docstring, and numbers without one whose name does not give their unit. */
const undocumented = (report: string): string[] =>
  [...report.matchAll(/\(undocumented\)\n(?:export \w+ (\w+)| +(?:readonly )?(\w+)\??: number)/g)]
    .map(([, exported, member = ""]) => exported ?? (/^(?:status|port|bytes)$|Ms$/.test(member) ? "" : member))
    .filter((name) => name !== "");
