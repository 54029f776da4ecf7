import { mergeConfig } from "vitest/config";
// @boundaries-ignore: every package shares it.
import shared from "../../vitest.config.ts";

export default mergeConfig(shared, { test: { setupFiles: ["../core/test/fixed-seed.ts"] } });
