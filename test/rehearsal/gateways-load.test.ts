import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { makeInputs } from "../../bin/inputs";
import { serialize } from "../../lib/artifact";
import { renderCell } from "../../lib/artifacts";
import { emptyGrantFile } from "../../lib/gateway/grant-routes";
import { cellOf } from "../../lib/inputs";
import { localPortCount, localSite } from "../../lib/local-site";
import { makeAuthority } from "../../lib/pki/authority";
import { secrets } from "../../lib/variables";
import { obtain } from "../../rehearsal/engines/obtain";
import { silentProgress } from "../../rehearsal/progress";
import { config } from "../fixtures/company";

const run = promisify(execFile);

/** Envoy checks a file against its own schema, refuses unknown fields, and compiles every expression. */
describe.each(["tempo", "jaeger"] as const)("every file of a gateway, with %s", (kind) => {
  it("is one that Envoy loads", async () => {
    const directory = await mkdtemp(join(tmpdir(), "kit-gateways-"));
    try {
      const { envoy } = await obtain(["envoy"], silentProgress);
      const cell = cellOf(makeInputs({ ...config, kit: { ...config.kit, store: { kind } } }), "prod");
      const ports = Array.from({ length: localPortCount(cell) }, (_, index) => 40_000 + index);
      const site = localSite(cell, directory, ports);
      const authority = await makeAuthority("gateways");
      const { certificate, key } = await authority.issue({ dns: ["gateway"] });
      const env = {
        [secrets.certificate]: certificate,
        [secrets.key]: key,
        [secrets.authority]: authority.certificate,
      };
      await mkdir(dirname(site.grantsFile), { recursive: true });
      await writeFile(site.grantsFile, JSON.stringify(emptyGrantFile));
      await writeFile(site.outsideAuthorities, authority.certificate);
      const files = renderCell(cell, site).filter(({ path }) => /(?:gateway|door)\.json$/.test(path));
      expect(files.length).toBe(8);
      for (const artifact of files) {
        const file = join(directory, artifact.path);
        await mkdir(dirname(file), { recursive: true });
        await writeFile(file, serialize(artifact));
        const options = ["--mode", "validate", "--disable-hot-restart", "--concurrency", "1", "--log-level", "error"];
        const { stderr } = await run(envoy?.envoy ?? "", [...options, "--config-path", file], { env });
        expect([artifact.path, stderr.trim()]).toEqual([artifact.path, ""]);
      }
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  }, 120_000);
});
