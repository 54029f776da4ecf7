import { mergeConfig } from "vitest/config";
// @boundaries-ignore: every package shares it.
import shared from "../../vitest.config.ts";

export default mergeConfig(shared, {
  test: { include: ["e2e/**/*.test.ts"], globalSetup: ["test/browser-server.ts"], hookTimeout: 120_000 },
});
