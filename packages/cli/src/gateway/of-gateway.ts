import { type Capture, hasFailed } from "../capture/index.ts";
import { hostOf, type NamedBaseUrls, ownHosts } from "./own-hosts.ts";
import { isDocumented } from "./target.ts";

/**
 * The calls that went to the gateway. A page calls many hosts, and only these decide anything.
 *
 * If none failed that went to the gateway or to a base URL that was named, those count, too, whose host was called with a documented
 * path; without either, all. Calls whose host is unknown always count: a URL without a method may be one that a message only mentions.
 */
export function ofGateway(captures: readonly Capture[], named: NamedBaseUrls): readonly Capture[] {
  const hosts = captures.map(({ request }) => hostOf(request?.url));
  const own = ownHosts(named);
  const isOwn = (host: string | undefined) => host !== undefined && own.includes(host);
  const called = captures.some((capture, index) => isOwn(hosts[index]) && hasFailed(capture))
    ? own
    : hosts.filter((host, index) => isOwn(host) || isDocumented(captures[index]?.request?.url));
  if (called.length === 0) return captures;
  return captures.filter(({ request }, index) => !(request?.method && hosts[index]) || called.includes(hosts[index]));
}
