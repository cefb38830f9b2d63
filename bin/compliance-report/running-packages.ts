import { join } from "node:path";
import { buildSync } from "esbuild";
import { bundled } from "../../lib/constructs/program-source";
import { packageFolder } from "../../lib/sbom/package-folder";

const root = join(__dirname, "../..");

/** Folders of the packages that go into the kit's own programs on AWS. Asked of the bundler, since npm knows only who develops with what. */
export function runningPackages(): ReadonlySet<string> {
  const { metafile } = buildSync({
    absWorkingDir: root,
    entryPoints: Object.values(bundled),
    outdir: "out",
    write: false,
    bundle: true,
    platform: "node",
    metafile: true,
    logLevel: "warning",
  });
  return new Set(Object.keys(metafile.inputs).flatMap((file) => packageFolder(file) ?? []));
}
