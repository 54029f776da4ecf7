/** The base URL for OpenAI-style SDKs. The Anthropic SDK and `/v1beta`, `/mj`, `/suno`, `/kling` stand on its origin. */
export const cometBaseUrl = "https://api.cometapi.com/v1";
