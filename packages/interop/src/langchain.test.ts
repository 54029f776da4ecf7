import { describeSdk } from "./describe-sdk.ts";
import { langchain } from "./sdks/langchain.ts";

describeSdk(langchain);
