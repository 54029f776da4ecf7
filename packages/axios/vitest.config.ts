import { defineConfig } from "vitest/config";

const conditions = ["@comet-triage/source"];

/** The tests with one release of axios. */
const withAxios = (name: string, release: string) => ({
  resolve: { conditions, alias: [{ find: /^axios$/, replacement: release }] },
  ssr: { resolve: { conditions } },
  // No test is about time: the limit is for machines that are busy with other tests.
  test: { name, include: ["src/**/*.test.ts"], testTimeout: 60_000 },
});

export default defineConfig({
  test: { projects: [withAxios("newest axios", "axios"), withAxios("oldest axios", "axios-oldest")] },
});
