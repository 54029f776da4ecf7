import { describeSdk } from "./describe-sdk.ts";
import { anthropic } from "./sdks/anthropic.ts";

describeSdk(anthropic);
