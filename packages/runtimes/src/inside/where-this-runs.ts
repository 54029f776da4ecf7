/** The globals by which runtimes name themselves. */
interface Globals {
  readonly Deno?: { readonly version: { readonly deno: string } };
  readonly Bun?: { readonly version: string };
  readonly navigator?: { readonly userAgent: string };
  readonly process?: { readonly versions?: { readonly node?: string } };
}

/** The runtime of this code, with its version: `Bun 1.4.5`. workerd does not report its version. */
export function whereThisRuns(): string {
  const { Deno, Bun, navigator, process } = globalThis as unknown as Globals;
  if (Deno) return `Deno ${Deno.version.deno}`;
  if (Bun) return `Bun ${Bun.version}`;
  if (navigator?.userAgent === "Cloudflare-Workers") return "workerd";
  return `Node ${process?.versions?.node}`;
}

/** `bun`, from `Bun 1.4.5`. */
export const kindOf = (where: string): string => where.split(" ", 1).join("").toLowerCase();
