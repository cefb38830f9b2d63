import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { imageReference, images } from "../../lib/images";
import { containerCli } from "../../rehearsal/engines/container";

/** A first run compiles the collector's libraries. Unit: milliseconds. */
const patience = 900_000;

interface TestEvent {
  readonly Action: string;
  readonly Test?: string;
  readonly Output?: string;
}

/** Go on this machine, or in a container where there is none. */
async function goTest(module: string): Promise<readonly TestEvent[]> {
  const args = ["test", "-json", "-vet=all", "./..."];
  const here = spawnSync("go", ["version"]).status === 0;
  const cli = here ? undefined : await containerCli();
  if (!here && !cli) throw new Error("neither Go nor a container engine is there; install one of them");
  const root = resolve(__dirname, "../..");
  const { stdout, stderr } = cli
    ? spawnSync(
        cli,
        ["run", "--rm", "-v", `${root}:/src`, "-w", `/src/${module}`, imageReference(images.go), "go", ...args],
        { encoding: "utf8", maxBuffer: 1 << 28 },
      )
    : spawnSync("go", args, { cwd: resolve(root, module), encoding: "utf8", maxBuffer: 1 << 28 });
  if (stdout === "") throw new Error(stderr);
  return stdout
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as TestEvent);
}

describe.each([
  "collector/scrub",
  "collector/identity",
  "collector/dialect",
  "collector/shards",
  "collector/tracewatch",
  "collector/drain",
])("the Go module %s", (module) => {
  it(
    "passes its own tests",
    async () => {
      const events = await goTest(module);
      const failed = events.filter(({ Action }) => Action === "fail" || Action === "build-fail");
      // Tests that pass say their figures too: only the words of those that fail are looked at.
      const fell = new Set(failed.map(({ Test }) => Test));
      const said = events.filter(({ Test, Output }) => Output && fell.has(Test)).map(({ Output }) => Output);
      expect({ failed, said }).toEqual({ failed: [], said: [] });
      expect(events.filter(({ Action, Test }) => Action === "pass" && Test).length).toBeGreaterThan(2);
    },
    patience,
  );
});
