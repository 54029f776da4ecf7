import { describeSdk } from "./describe-sdk.ts";
import { langchainAnthropic } from "./sdks/langchain-anthropic.ts";

describeSdk(langchainAnthropic);
