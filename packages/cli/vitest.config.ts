import { defineConfig } from "vitest/config";

const conditions = ["@comet-triage/source"];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  // No test is about time: the limit is for machines that are busy with other tests.
  test: { include: ["src/**/*.test.ts"], setupFiles: ["../core/test/fixed-seed.ts"], testTimeout: 180_000 },
});
