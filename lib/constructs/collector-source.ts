import { cpSync, existsSync, lstatSync } from "node:fs";
import { basename, join, resolve } from "node:path";

const source = resolve(__dirname, "../../collector");

/** Copies what the collector is compiled from, and nothing that would change the image's hash without changing the program. */
export function copyCollectorSource(to: string): void {
  if (!existsSync(join(source, "go.mod"))) {
    throw new Error(`the collector's source is missing: ${source}/go.mod does not exist; run \`npm run generate:go\``);
  }
  cpSync(source, to, {
    recursive: true,
    filter: (path) => lstatSync(path).isDirectory() || isSource(basename(path)),
  });
}

function isSource(name: string): boolean {
  return /^go\.(mod|sum)$|\.go$|^rules\.json$/.test(name) && !name.endsWith("_test.go");
}
