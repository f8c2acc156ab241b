import { defineConfig } from "vite";

// LAPWING_API names the server that `npm run dev` asks; the built page asks the one it came from.
const api = process.env.LAPWING_API ?? "http://127.0.0.1:8484";

export default defineConfig({
  base: "/",
  build: {
    target: ["chrome123", "firefox128", "safari17.5"],
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: true,
  },
  server: { proxy: { "/api": api, "/healthz": api } },
});
