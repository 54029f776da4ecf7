import { cometBaseUrl } from "@comet-triage/core";

/** Base URLs that the user named. */
export interface NamedBaseUrls {
  /** The value of the flag. */
  readonly baseUrl?: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** The variables that SDKs read, ours first. */
const variables = ["COMETAPI_BASE_URL", "OPENAI_BASE_URL", "ANTHROPIC_BASE_URL"];

/** The gateway's host, and those of the base URLs that were named. */
export const ownHosts = ({ baseUrl, env }: NamedBaseUrls): readonly string[] =>
  [cometBaseUrl, baseUrl, ...variables.map((name) => env[name])].map(hostOf).filter((host) => host !== undefined);

/** With its port; a path alone has none. */
export const hostOf = (url = ""): string | undefined => (URL.canParse(url) ? new URL(url).host : undefined);

export const isGateway = (url: string): boolean => hostOf(url) === hostOf(cometBaseUrl);
