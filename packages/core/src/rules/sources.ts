/**
 * What the first word of a row's `source` stands for; what follows it is a section or a path there. The guide is the page
 * "Handle error codes" of the provider's documentation.
 */
export const sources: Readonly<Record<string, string>> = {
  guide: "https://apidoc.cometapi.com/errors/error-codes-handling",
  cometapi: "https://apidoc.cometapi.com",
  "new-api": "https://github.com/QuantumNous/new-api/blob/main",
  openai: "https://platform.openai.com/docs/guides/error-codes",
  anthropic: "https://platform.claude.com/docs/en/api/errors",
  gemini: "https://ai.google.dev/gemini-api/docs/troubleshooting",
  alibaba: "https://www.alibabacloud.com/help/en/model-studio/error-code",
  kling: "https://app.klingai.com/global/dev/document-api",
  cloudflare: "https://developers.cloudflare.com/support/troubleshooting/http-status-codes",
  nginx: "https://nginx.org/en/docs/dev/development_guide.html",
  rfc9110: "https://www.rfc-editor.org/rfc/rfc9110",
  node: "https://nodejs.org/api/errors.html",
  fetch: "https://fetch.spec.whatwg.org",
};
