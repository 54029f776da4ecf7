import { mergeConfig } from "vitest/config";
// @boundaries-ignore: every package shares it.
import shared from "../../vitest.config.ts";

export default mergeConfig(shared, {
  test: {
    setupFiles: ["./test/fixed-seed.ts"],
    coverage: {
      provider: "v8",
      include: ["src/**/*.ts"],
      exclude: ["src/**/*.test.ts", "src/**/*.test-d.ts"],
      reporter: ["text-summary", ["text", { skipFull: true }]],
      thresholds: { lines: 97, branches: 97 },
    },
  },
});
