import { readFileSync } from "node:fs";
import { defineConfig } from "vite";

// LAPWING_API names the server that `npm run dev` asks; the built page asks the one it came from.
const api = process.env.LAPWING_API ?? "http://127.0.0.1:8484";

// The map's borders keep their name in dist, so that another file can take their place.
const BORDERS = "assets/borders.json";
const borders = {
  name: "borders",
  source: () => readFileSync("node_modules/world-atlas/countries-50m.json"),
  generateBundle() {
    this.emitFile({ type: "asset", fileName: BORDERS, source: borders.source() });
  },
  configureServer(server) {
    server.middlewares.use(`/${BORDERS}`, (_, response) => response.end(borders.source()));
  },
};

export default defineConfig({
  plugins: [borders],
  build: {
    target: ["chrome123", "firefox128", "safari17.5"],
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
  },
  server: { proxy: { "/api": api, "/healthz": api } },
});
