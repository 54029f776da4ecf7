import { type Capture, hasFailed } from "../capture/index.ts";
import { hostOf, type NamedBaseUrls, ownHosts } from "./own-hosts.ts";
import { isDocumented } from "./target.ts";

/**
 * The calls that went to the gateway. A page calls many hosts, and only these decide anything.
 *
 * They are the calls to the gateway's host and to base URLs that were named. If none of these failed, calls to hosts with a
 * documented path count, too; if there are none of either, all calls do. A call whose host is unknown always counts: a URL
 * without a method may be one that a message only mentions.
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
