import type { Exchange } from "./exchange/exchange.ts";

/** Keys that look right but are refused, for tests of a bad key. */
export const refusedKeys: readonly string[] = ["sk-invalid", "sk-bad", "sk-wrong", "sk-expired", "sk-revoked"];

const scenarioPrefix = "sk-sim-";

/** The key of a request: Bearer, `x-api-key`, `x-goog-api-key` or the `key` query of `/v1beta`. */
export function readApiKey({ header, path, query }: Exchange): string | undefined {
  const authorization = header("authorization");
  if (authorization) return /^[Bb]earer +(\S+)$/.exec(authorization)?.[1];
  const key = header("x-api-key") ?? header("x-goog-api-key");
  return key ?? (path.startsWith("/v1beta/") ? query.get("key") : null) ?? undefined;
}

/** @param accepted - the only keys that pass; by default any that starts with `sk-` and is not one of `refusedKeys` */
export function isAcceptedKey(key: string | undefined, accepted: ReadonlySet<string> | undefined): boolean {
  if (!key) return false;
  if (key.startsWith(scenarioPrefix)) return true;
  return accepted ? accepted.has(key) : key.startsWith("sk-") && !refusedKeys.includes(key);
}

/** Reads `sk-sim-<name>` and `sk-sim-<name>--<session>`. */
export function readScenarioKey(key: string | undefined): { name: string; session: string | undefined } | undefined {
  if (!key?.startsWith(scenarioPrefix)) return undefined;
  const [name = "", ...rest] = key.slice(scenarioPrefix.length).split("--");
  return { name, session: rest.length > 0 ? rest.join("--") : undefined };
}
