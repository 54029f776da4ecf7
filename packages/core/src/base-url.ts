/** The base URL for OpenAI-style SDKs. The Anthropic SDK and `/v1beta`, `/mj`, `/suno`, `/kling` use its origin alone. */
export const cometBaseUrl = "https://api.cometapi.com/v1";
