import { describeSdk } from "./describe-sdk.ts";
import { ai } from "./sdks/ai.ts";

describeSdk(ai);
