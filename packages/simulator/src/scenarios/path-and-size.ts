import { htmlHeaders, nginxPage, websitePage } from "../reply/pages.ts";
import { nginxHeaders } from "./parts.ts";
import { chat } from "./requests.ts";
import type { Scenario } from "./scenario.ts";

export const pathAndSize: readonly Scenario[] = [
  {
    name: "redirect-301",
    title: "301 to the web site, empty body: a POST without /v1",
    section: "path",
    request: { ...chat, path: "/chat/completions" },
    replies: [{ status: 301, headers: { location: "/website{{path}}" } }],
  },
  {
    name: "html-200",
    title: "200 with the web site's HTML",
    section: "path",
    request: { ...chat, path: "/website/chat/completions" },
    replies: [{ noRequestId: true, headers: htmlHeaders, body: websitePage }],
  },
  {
    name: "too-large-413",
    title: "413: nginx refuses the body",
    section: "size",
    request: chat,
    replies: [
      { status: 413, noRequestId: true, headers: nginxHeaders, body: nginxPage("413 Request Entity Too Large") },
    ],
  },
];
