const conditions = ["@comet-triage/source"];

/** For every package: vitest looks for it in the parent folders. Tests use our packages' sources, so that nothing has to be built. */
export default {
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  // No test is about time: the limits are for machines that are busy with other tests. Some tests start programs.
  test: {
    include: ["src/**/*.test.ts"],
    testTimeout: 240_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 60_000, interval: 20 } },
  },
};
