import { defineConfig } from "vitest/config";

/** The tests with one release of axios. */
const withAxios = (name: string, release: string) => ({
  extends: "../../vitest.config.ts",
  resolve: { alias: [{ find: /^axios$/, replacement: release }] },
  test: { name },
});

export default defineConfig({
  test: { projects: [withAxios("newest axios", "axios"), withAxios("oldest axios", "axios-oldest")] },
});
