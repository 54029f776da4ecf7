import { describeSdk } from "./describe-sdk.ts";
import { openai } from "./sdks/openai.ts";

describeSdk(openai);
