import { defineConfig } from "vitest/config";

const conditions = ["@comet-triage/source"];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  // No test is about time: the limit is for machines that are busy with other tests.
  test: {
    include: ["src/**/*.test.ts"],
    setupFiles: ["./test/fixed-seed.ts"],
    testTimeout: 60_000,
    coverage: {
      provider: "v8",
      include: ["src/**/*.ts"],
      exclude: ["src/**/*.test.ts", "src/**/*.test-d.ts"],
      reporter: ["text-summary", ["text", { skipFull: true }]],
      thresholds: { lines: 97, branches: 97 },
    },
  },
});
