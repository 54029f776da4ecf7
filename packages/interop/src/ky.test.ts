import { describeSdk } from "./describe-sdk.ts";
import { kySdk } from "./sdks/ky.ts";

describeSdk(kySdk);
