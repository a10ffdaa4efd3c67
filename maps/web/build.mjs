// Builds built/page.js and built/page.css, or with --tests the unit tests. Same sources, same bytes.
import { readdir, rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = fileURLToPath(new URL(".", import.meta.url));

if (process.argv.includes("--tests")) {
  const tests = (await readdir(`${here}test`)).filter((name) => name.endsWith(".test.ts"));
  await rm(`${here}built/tests`, { recursive: true, force: true });
  await build({
    absWorkingDir: here,
    entryPoints: tests.map((name) => `test/${name}`),
    outdir: "built/tests",
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    format: "esm",
    logLevel: "warning",
  });
} else {
  await build({
    absWorkingDir: here,
    entryPoints: { page: "src/main.ts" },
    outdir: "built",
    bundle: true,
    minify: !process.argv.includes("--plain"),
    format: "iife",
    globalName: "Sarhad",
    target: ["es2022", "chrome111", "firefox113", "safari16.4"],
    charset: "ascii",
    legalComments: "inline",
    loader: { ".png": "dataurl", ".svg": "dataurl" },
    logLevel: "warning",
  });
}
