import { type Assembly, assemble, type Resource } from "./assembly";
import { fixture } from "./fixture";

describe.each(["tempo", "jaeger"] as const)("the tasks with %s", (store) => {
  let assembly: Assembly;
  let tasks: readonly Resource[];
  let containers: readonly Resource["Properties"][];
  beforeAll(async () => {
    assembly = await assemble(fixture(store));
    tasks = assembly.ofType("AWS::ECS::TaskDefinition");
    containers = tasks.flatMap(({ Properties }) => Properties.ContainerDefinitions);
  });

  test("there are a collector, a detector, a store and a metrics agent for each environment, and nothing that people would look at", () => {
    const names = tasks.map(({ stack, Properties }) =>
      [stack, ...Properties.ContainerDefinitions.map(({ Name }: { Name: string }) => Name)].join(" "),
    );
    expect(new Set(names)).toEqual(
      new Set([
        "cell-prod collector envoy",
        "cell-prod detector detector-door",
        "cell-prod metrics-agent",
        `cell-prod ${store} envoy`,
        "cell-test collector envoy",
        "cell-test detector detector-door",
        "cell-test metrics-agent",
        `cell-test ${store} envoy`,
        ...(store === "jaeger"
          ? ["prod", "test"].map((name) => `cell-${name} cleaner-${name}-billing cleaner-${name}-search`)
          : []),
      ]),
    );
  });

  test("every task runs on ARM, and holds the memory its containers are given", () => {
    for (const { Properties } of tasks) {
      expect(Properties.RuntimePlatform.CpuArchitecture).toBe("ARM64");
      const given = Properties.ContainerDefinitions.reduce(
        (sum: number, { Memory }: { Memory: number }) => sum + Memory,
        0,
      );
      expect(Number(Properties.Memory)).toBeGreaterThanOrEqual(given);
    }
  });

  test("no container is root or can write to its own files", () => {
    for (const { User, ReadonlyRootFilesystem } of containers) {
      expect(Number(User)).toBeGreaterThan(0);
      expect(ReadonlyRootFilesystem).toBe(true);
    }
  });

  test("every container is given time to end, within what Fargate allows", () => {
    for (const { StopTimeout } of containers) {
      expect(StopTimeout).toBeGreaterThan(30);
      expect(StopTimeout).toBeLessThanOrEqual(120);
    }
  });

  test("every container proves that it is healthy and writes its log without waiting for it", () => {
    for (const { Name, HealthCheck, LogConfiguration } of containers) {
      // A cleaner serves nobody: it ends.
      if (!Name.startsWith("cleaner-")) expect(HealthCheck.Command[0]).toBe("CMD");
      expect(LogConfiguration.Options.mode).toBe("non-blocking");
    }
  });

  test("no secret stands in a plain variable", () => {
    const plain = containers.flatMap(({ Environment = [] }) => Environment.map(({ Name }: { Name: string }) => Name));
    expect(new Set(plain)).toEqual(
      new Set(
        store === "tempo"
          ? ["AWS_REGION", "KIT_BUCKET", "KIT_KMS_KEY_ID", "KIT_REMOTE_WRITE_PATH"]
          : ["ES_TLS_ENABLED", "INDEX_PREFIX", "KIT_OPENSEARCH_URL", "KIT_REMOTE_WRITE_PATH"],
      ),
    );
  });

  test("certificates come from one secret a program, field by field", () => {
    const gateway = containers.find(({ PortMappings }) => PortMappings?.length === 2);
    expect(gateway?.Secrets.map(({ Name }: { Name: string }) => Name)).toEqual([
      "KIT_TLS_CERT",
      "KIT_TLS_KEY",
      "KIT_TLS_CA",
    ]);
    expect(JSON.stringify(gateway?.Secrets[1].ValueFrom)).toContain(":key::");
  });

  test("every service is private, without a shell, and rolls back when it does not become healthy", () => {
    const services = assembly.ofType("AWS::ECS::Service");
    expect(services).toHaveLength(8);
    for (const { Properties } of services) {
      expect(Properties.NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp).toBe("DISABLED");
      expect(Properties.EnableExecuteCommand).toBe(false);
      expect(Properties.DeploymentConfiguration.DeploymentCircuitBreaker).toEqual({ Enable: true, Rollback: true });
    }
  });

  test.each([
    ["two stores never run on one log", /^StoreService/],
    ["two detectors never share a trace", /^Detector/],
    ["two agents never write the same series", /^AgentService/],
  ])("%s, not even while one replaces the other", (_, id) => {
    const alone = assembly.ofType("AWS::ECS::Service").filter((service) => id.test(service.id));
    expect(alone).toHaveLength(2);
    for (const { Properties } of alone) {
      expect(Properties.DeploymentConfiguration).toMatchObject({ MinimumHealthyPercent: 0, MaximumPercent: 100 });
      expect(Properties.DesiredCount).toBe(1);
    }
  });
});
