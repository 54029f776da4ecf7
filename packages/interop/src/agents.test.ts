import { describeSdk } from "./describe-sdk.ts";
import { agents } from "./sdks/agents.ts";

describeSdk(agents);
