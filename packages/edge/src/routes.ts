/**
 * The allowed requests: method and path, where `*` stands for one path segment (letters, digits and `. _ ~ @ -`).
 *
 * @see https://apidoc.cometapi.com
 */
export const defaultRoutes: readonly string[] = [
  "POST /v1/chat/completions",
  "POST /v1/responses",
  "POST /v1/messages",
  "POST /v1/embeddings",
  "POST /v1/images/generations",
  "POST /v1/images/edits",
  "POST /v1/audio/speech",
  "POST /v1/audio/transcriptions",
  "POST /v1/audio/translations",
  "GET /v1/models",
  "GET /api/models",
  "POST /v1beta/models/*:generateContent",
  "POST /v1beta/models/*:streamGenerateContent",
  "POST /v1/videos",
  "GET /v1/videos/*",
  "GET /v1/videos/*/content",
  "POST /v1/videos/*/remix",
  "POST /kling/v1/videos/text2video",
  "POST /kling/v1/videos/image2video",
  "GET /kling/v1/videos/*/*",
  "POST /suno/submit/*",
  "GET /suno/fetch/*",
  "POST /mj/submit/*",
  "GET /mj/task/*/fetch",
  "POST /bria/image/edit/*",
  "GET /bria/*",
];

/** The methods allowed for a path; none if it is not listed. */
export type Routes = (path: string) => readonly string[];

const routeForm = /^([A-Z]{1,20}) (\/[\w.~@:/*-]*)$/;

/** @throws TypeError that names a route that is not `METHOD /path` */
export function compileRoutes(routes: readonly string[]): Routes {
  const methods = new Map<string, string[]>();
  for (const route of routes) {
    const [, method = "", path] = routeForm.exec(route) ?? [];
    if (path === undefined || method === "OPTIONS" || method === "CONNECT" || method === "TRACE") {
      throw new TypeError(`routes must be like "POST /v1/videos/*/remix"; got "${String(route).slice(0, 80)}"`);
    }
    methods.set(path, [...(methods.get(path) ?? []), method]);
  }
  const patterns = [...methods.keys()].filter((path) => path.includes("*"));
  const matchers = patterns.map((path) => ({ path, matcher: matcherFrom(path) }));
  return (path) => [
    ...((path.includes("*") ? undefined : methods.get(path)) ?? []),
    ...matchers.flatMap((entry) => (entry.matcher.test(path) ? (methods.get(entry.path) ?? []) : [])),
  ];
}

/** No segment may contain what a server could take for a separator or decode again: `/`, `%`, `;`, `\`. */
const matcherFrom = (path: string): RegExp =>
  new RegExp(`^${path.replaceAll(".", "\\.").replaceAll("*", "(?!\\.+(?:/|$))[\\w.~@-]+")}$`);
