import { defineConfig, mergeConfig } from "vitest/config";
import base from "./vitest.config.ts";

/**
 * The tests that check mutants: not those that read the sources, nor those that take long, nor the one that loads
 * core anew: it alone would have to notice every mutant in code that runs at loading.
 */
export default mergeConfig(
  base,
  defineConfig({
    test: {
      exclude: [
        "src/errors.copies.test.ts",
        "src/hostile.test.ts",
        "src/retry/run-with-retry.model.test.ts",
        "src/retry/run-with-retry.shared.test.ts",
        "src/retry/run-with-retry.interleaved.test.ts",
        "src/retry/deadline.memory.test.ts",
        "src/python-reader.test.ts",
        "src/report/canaries.test.ts",
        "src/generate.test.ts",
        "src/readme.test.ts",
      ],
    },
  }),
);
