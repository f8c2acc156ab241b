import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
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

// What of others is in the page, with their licences.
const PARTS = ["preact", "d3-geo", "d3-array", "internmap", "topojson-client", "world-atlas"];
const licences = {
  name: "licences",
  generateBundle() {
    const texts = PARTS.map((name) => {
      const { version } = JSON.parse(readFileSync(`node_modules/${name}/package.json`, "utf8"));
      return `${name} ${version}\n\n${readFileSync(`node_modules/${name}/LICENSE`, "utf8").trim()}\n`;
    });
    const borders = "assets/borders.json is made from Natural Earth (public domain).\n";
    this.emitFile({ type: "asset", fileName: "assets/licences.txt", source: [...texts, borders].join("\n---\n\n") });
  },
};

// What dist was made from: `sha256sum -c sources.sha256` tells whether it is up to date.
const FOLDERS = ["src", "data"];
const FILES = ["index.html", "package.json", "package-lock.json", "tsconfig.json", "vite.config.js"];
const sources = {
  name: "sources",
  writeBundle() {
    const sum = (path) => createHash("sha256").update(readFileSync(path)).digest("hex");
    const inFolder = (folder) =>
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => `${entry.parentPath}/${entry.name}`);
    const paths = [...FOLDERS.flatMap(inFolder), ...FILES].sort();
    const lines = paths.map((path) => `${sum(path)}  ${path}\n`);
    writeFileSync("sources.sha256", lines.join(""));
  },
};

export default defineConfig({
  plugins: [borders, licences, sources],
  build: {
    target: ["chrome123", "firefox128", "safari17.5"],
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
  },
  server: { proxy: { "/api": api, "/healthz": api } },
});
