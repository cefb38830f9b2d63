import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { gained } from "../../dashboards/panels/expression";
import { environmentVariable } from "../../lib/dashboard";
import { obtain } from "../../rehearsal/engines/obtain";
import { terminalProgress } from "../../rehearsal/progress";

const folder = mkdtempSync(join(tmpdir(), "mcp-trace-kit-panels-"));
let promtool: string;

beforeAll(async () => {
  promtool = (await obtain(["prometheus"], terminalProgress())).prometheus?.promtool ?? "";
}, 1_800_000);

afterAll(() => rmSync(folder, { recursive: true }));

/** One value a minute, and what is gained from minute 3 to minute 6. */
const histories = {
  "a counter that goes on": { values: "10 10 10 11 12 13 14", gain: 3 },
  "a reading that is missing where the range begins": { values: "10 10 10 _ _ 13 14", gain: 4 },
  "a counter that is new": { values: "_ _ _ _ 0 5 5", gain: 5 },
  "a counter that is gone at the end": { values: "10 10 10 10 12 _ _", gain: 2 },
  "a counter that began again": { values: "10 10 10 10 2 3 4", gain: 4 },
  "a counter that stands still": { values: "7 7 7 7 7 7 7", gain: undefined },
} as const;

test.each(Object.entries(histories))("%s gains what it counted", (name, { values, gain }) => {
  const expr = gained("calls_total", ["caller_id"])
    .replaceAll(`$${environmentVariable}`, "prod")
    .replaceAll("$__range", "3m");
  const file = join(folder, "gains.test.yaml");
  const tests = [
    {
      interval: "1m",
      input_series: [{ series: 'calls_total{environment="prod", caller_id="a"}', values }],
      promql_expr_test: [
        { expr, eval_time: "6m", exp_samples: gain === undefined ? [] : [{ labels: '{caller_id="a"}', value: gain }] },
      ],
    },
  ];
  writeFileSync(file, stringify({ evaluation_interval: "1m", tests }));
  const { status, stdout, stderr } = spawnSync(promtool, ["test", "rules", file], { encoding: "utf8" });
  expect([name, status, status === 0 ? "" : stdout + stderr]).toEqual([name, 0, ""]);
});
