import { makeInputs } from "../../bin/inputs";
import { type Assembly, assemble } from "./assembly";
import { fixture, withPeople } from "./fixture";

let changed: Assembly;
let full: Assembly;
beforeAll(async () => {
  changed = await assemble(
    fixture("tempo", {
      kit: { architecture: "x86_64", permissionsBoundary: "team-boundary", tags: { "cost-center": "42" } },
    }),
  );
  full = await assemble(withPeople("tempo", { egress: "internet" }));
});

test("every task and every image is for the processors that are asked for", () => {
  const tasks = changed.ofType("AWS::ECS::TaskDefinition");
  for (const { Properties } of tasks) expect(Properties.RuntimePlatform.CpuArchitecture).toBe("X86_64");
  const { readdirSync, readFileSync } = require("node:fs");
  const images = readdirSync(changed.directory)
    .filter((name: string) => name.endsWith(".assets.json"))
    .flatMap((name: string) =>
      Object.values(JSON.parse(readFileSync(`${changed.directory}/${name}`, "utf8")).dockerImages),
    );
  expect(images.length).toBeGreaterThan(0);
  for (const { source } of images) expect(source.platform).toBe("linux/amd64");
});

test("every role is bounded by the policy that is named", () => {
  const roles = changed.ofType("AWS::IAM::Role");
  expect(roles.length).toBeGreaterThan(0);
  for (const { Properties } of roles) {
    expect(JSON.stringify(Properties.PermissionsBoundary)).toContain(":policy/team-boundary");
  }
});

test("every stack carries the deployer's tags beside the kit's own", () => {
  const { artifacts } = require(`${changed.directory}/manifest.json`);
  const stacks = Object.values<{ type: string; properties: { tags?: object } }>(artifacts).filter(
    ({ type }) => type === "aws:cloudformation:stack",
  );
  expect(stacks.length).toBeGreaterThan(3);
  for (const { properties } of stacks) {
    expect(properties.tags).toMatchObject({ "cost-center": "42", "mcp-trace-kit": "harbour" });
  }
});

test("nothing anywhere needs a Lambda function", () => {
  const kinds = [changed, full].flatMap(({ resources }) => resources.map(({ Type }) => Type));
  expect(kinds.filter((kind) => kind.startsWith("AWS::Lambda") || /^Custom::|CustomResource$/.test(kind))).toEqual([]);
});

test("collectors are added under load, up to what is asked for, and never taken away", () => {
  const targets = full.ofType("AWS::ApplicationAutoScaling::ScalableTarget");
  expect(targets.map(({ stack, Properties }) => [stack, Properties.MinCapacity, Properties.MaxCapacity])).toEqual(
    full
      .ofType("AWS::ECS::Service")
      .filter(({ id }) => id.startsWith("IngestService"))
      .map(({ stack, Properties }) => [stack, Properties.DesiredCount, 6]),
  );
  const policies = full.ofType("AWS::ApplicationAutoScaling::ScalingPolicy");
  expect(policies).toHaveLength(2 * targets.length);
  for (const { Properties } of policies) {
    expect(Properties.TargetTrackingScalingPolicyConfiguration.DisableScaleIn).toBe(true);
  }
});

test("a collector that crashes is started again where its queue lies", () => {
  const collectors = full
    .ofType("AWS::ECS::TaskDefinition")
    .flatMap(({ Properties }) => Properties.ContainerDefinitions)
    .filter(({ Name }) => Name === "collector");
  expect(collectors).toHaveLength(3);
  for (const { RestartPolicy, Essential, MountPoints } of collectors) {
    expect(RestartPolicy).toMatchObject({ Enabled: true, RestartAttemptPeriod: 60 });
    expect(Essential).toBe(true);
    expect(MountPoints).toMatchObject([{ ContainerPath: "/var/kit/queue", ReadOnly: false }]);
  }
});

test("fewer collectors at most than at least are refused", () => {
  const config = {
    kit: { region: "eu-west-1" },
    environments: { prod: { collector: { tasks: 4, maxTasks: 2 } } },
    access: { teams: [{ id: "billing", services: ["billing-mcp"] }] },
  };
  expect(() => makeInputs(config)).toThrow(/collector\.maxTasks[\s\S]*at least collector\.tasks, 4/);
});
