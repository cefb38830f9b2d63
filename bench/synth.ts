import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { app as everything } from "../cdk.json";
import { median } from "./median";

/** Runs of each app; the first warms up. */
const rounds = 4;

const apps = {
  "one resource": everything.replace("bin/app.ts", "bench/one-resource.ts"),
  "everything in config/": everything,
};

/** Wall-clock time of one `cdk synth`, with validation and whatever packs the app has. Unit: seconds. */
function synthesize(app: string): number {
  const output = mkdtempSync(join(tmpdir(), "kit-bench-"));
  try {
    const begin = performance.now();
    const args = ["synth", "--quiet", "--no-notices", "--no-lookups", "--app", app, "--output", output];
    const { status, stderr } = spawnSync(process.execPath, [require.resolve("aws-cdk/bin/cdk"), ...args], {
      encoding: "utf8",
      env: { ...process.env, CDK_DISABLE_CLI_TELEMETRY: "1", AWS_EC2_METADATA_DISABLED: "true" },
    });
    if (status !== 0) throw new Error(`cdk synth of "${app}" ended with ${status}:\n${stderr}`);
    return (performance.now() - begin) / 1000;
  } finally {
    rmSync(output, { recursive: true, force: true });
  }
}

const samples = Object.entries(apps).map(([name, app]) => ({ name, app, seconds: [] as number[] }));
for (let round = 0; round < rounds; round++) {
  for (const { app, seconds } of samples) {
    const time = synthesize(app);
    if (round > 0) seconds.push(time);
  }
}
const [least, all] = samples.map(({ seconds }) => median(seconds));
for (const { name, seconds } of samples) {
  process.stdout.write(`${name.padEnd(24)} ${median(seconds).toFixed(1).padStart(6)} s\n`);
}
process.stdout.write(`${"ratio".padEnd(24)} ${((all ?? 0) / (least ?? 1)).toFixed(2).padStart(6)}\n`);
