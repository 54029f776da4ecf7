import { defineConfig } from "vite";

export default defineConfig({
  root: "src/page",
  build: {
    outDir: "../../dist/page",
    emptyOutDir: true,
    target: "es2023",
    // Nothing inline: the page's policy would block it.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  worker: { format: "es" },
});
