/** Headers whose values reveal nothing about anybody. All others are named, but not shown. */
const harmless =
  /^(?:accept(?:-.{1,40})?|age|allow|alt-svc|cache-control|connection|content-(?:encoding|language|length|type)|date|host|keep-alive|location|server|transfer-encoding|user-agent|via|vary|retry-after(?:-ms)?|(?:x-|anthropic-)?rate-?limit.{0,60}|anthropic-(?:beta|version)|openai-(?:beta|processing-ms|version)|x-stainless-.{1,40}|cf-(?:cache-status|mitigated|ray)|(?:x-)?(?:oneapi-|upstream-)?request-id|x-should-retry|x-new-api-version|x-comet-original-status)$/;

/** Whether a header's value may be shown; its name in lower case. */
export const isHarmlessHeader = (name: string): boolean => harmless.test(name);
