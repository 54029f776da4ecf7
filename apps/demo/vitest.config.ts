import { defineConfig } from "vitest/config";

const conditions = ["@comet-triage/source"];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ["src/**/*.test.ts", "e2e/**/*.test.ts"],
    globalSetup: ["test/browser-server.ts"],
    // No test is about time: the limit is for machines that are busy with other tests.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
