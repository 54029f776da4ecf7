import { cometBaseUrl } from "@comet-triage/core";
import type { Endpoint } from "../../gateway/endpoints.ts";

/** What was found out about a base URL. */
export interface BaseUrlFinding {
  /** Certainly wrong: nothing is sent. */
  readonly fault?: string | undefined;
  /** May be right: the host is not a known gateway. */
  readonly doubts: readonly string[];
  /** What it should be; absent when it is right. */
  readonly suggestion?: string | undefined;
}

const gateway = new URL(cometBaseUrl);

/** Whether a host is this machine. */
export const isLoopback = ({ hostname }: URL): boolean => /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);

/**
 * Compares a base URL with the one that the guide asks for exactly.
 *
 * @param kind - what the endpoint's SDKs add their paths to
 */
export function checkBaseUrl(given: string, kind: Endpoint["base"]): BaseUrlFinding {
  const right = kind === "v1" ? cometBaseUrl : gateway.origin;
  const wrong = (fault: string, suggestion = right): BaseUrlFinding => ({ fault, doubts: [], suggestion });
  if (/^\s|\s$|["'`]/.test(given)) return wrong("It has spaces or quotes around it.");
  const url = URL.canParse(given) ? new URL(given) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || /\s/.test(given)) return wrong("It is not a URL.");
  const isOurs = url.hostname === gateway.hostname;
  if (!isOurs && /(?:^|\.)cometapi\.com$/.test(url.hostname)) return wrong(`${url.hostname} is not the API's host.`);
  if (url.search !== "" || url.hash !== "") return wrong("It has a query or a fragment.");
  const isHere = isLoopback(url);
  if (url.protocol === "http:" && !isHere) return wrong("It uses http: the key would be sent unencrypted.");

  const wanted = kind === "v1" ? "/v1" : "";
  const path = url.pathname.replace(/(?<!\/)\/+$/, "");
  const foreign =
    isOurs || isHere ? [] : [`${url.hostname} is not ${gateway.hostname}: fine only if it is your own proxy.`];
  if (path === wanted) return { doubts: foreign };
  const fault =
    kind === "v1" && path === ""
      ? "It lacks /v1."
      : kind === "v1"
        ? `Its path is ${path}, but must be just /v1.`
        : `Its path is ${path}: this endpoint's SDKs add the whole path, /v1 included, to the bare host.`;
  const suggestion = url.origin + wanted;
  return isOurs ? { fault, doubts: [], suggestion } : { doubts: [...foreign, fault], suggestion };
}
