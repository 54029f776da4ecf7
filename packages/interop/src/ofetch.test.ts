import { describeSdk } from "./describe-sdk.ts";
import { ofetch } from "./sdks/ofetch.ts";

describeSdk(ofetch);
