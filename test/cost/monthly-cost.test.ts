import { hoursPerMonth, monthlyCost } from "../../lib/cost/monthly-cost";
import { priceList } from "../../lib/cost/prices";
import type { Resource } from "../../lib/cost/template";

const { prices } = priceList;
const stack = (...resources: readonly Resource[]) => ({ Resources: Object.fromEntries(resources.entries()) });
const service = (task: object, more: object = {}) => ({
  Resources: {
    Service: {
      Type: "AWS::ECS::Service",
      Properties: { DesiredCount: 3, TaskDefinition: { Ref: "Task" }, ...more },
    },
    Task: { Type: "AWS::ECS::TaskDefinition", Properties: task },
  },
});
const arm = { Cpu: "1024", Memory: "3072", RuntimePlatform: { CpuArchitecture: "ARM64" } };

describe("the monthly cost of a template", () => {
  it("counts an interface endpoint once a zone, and a gateway endpoint not at all", () => {
    const { lines, usd } = monthlyCost({
      network: stack(
        { Type: "AWS::EC2::VPCEndpoint", Properties: { VpcEndpointType: "Interface", SubnetIds: ["a", "b"] } },
        { Type: "AWS::EC2::VPCEndpoint", Properties: { VpcEndpointType: "Interface", SubnetIds: ["a", "b"] } },
        { Type: "AWS::EC2::VPCEndpoint", Properties: { VpcEndpointType: "Gateway" } },
      ),
    });
    expect(lines).toMatchObject([{ stack: "network", price: "interface-endpoint", quantity: 4 }]);
    expect(usd).toBeCloseTo(4 * prices["interface-endpoint"].usd * hoursPerMonth);
  });

  it("counts cores and memory of every task that always runs, by the architecture they run on", () => {
    const quantities = (task: object) =>
      Object.fromEntries(monthlyCost({ cell: service(task) }).lines.map(({ price, quantity }) => [price, quantity]));
    expect(quantities(arm)).toEqual({ "fargate-arm-vcpu": 3, "fargate-arm-gb": 9 });
    expect(quantities({ ...arm, RuntimePlatform: { CpuArchitecture: "X86_64" } })).toEqual({
      "fargate-x86-vcpu": 3,
      "fargate-x86-gb": 9,
    });
  });

  it("counts only the disk above what is included, and an address where tasks are outside", () => {
    const outward = { NetworkConfiguration: { AwsvpcConfiguration: { AssignPublicIp: "ENABLED" } } };
    const { lines } = monthlyCost({ cell: service({ ...arm, EphemeralStorage: { SizeInGiB: 30 } }, outward) });
    expect(lines).toContainEqual(expect.objectContaining({ price: "fargate-disk-gb", quantity: 30 }));
    expect(lines).toContainEqual(expect.objectContaining({ price: "public-address", quantity: 3 }));
  });

  it("counts a database twice where another stands by", () => {
    const database = (MultiAZ: boolean) => ({
      Type: "AWS::RDS::DBInstance",
      Properties: { MultiAZ, DBInstanceClass: "db.t4g.small", AllocatedStorage: "20" },
    });
    const cost = (multiAz: boolean) => monthlyCost({ grafana: stack(database(multiAz)) }).usd;
    expect(cost(true)).toBeCloseTo(2 * cost(false));
  });

  it("counts the nodes of a search domain, its managers, and the disk of data nodes alone", () => {
    const { lines } = monthlyCost({
      cell: stack({
        Type: "AWS::OpenSearchService::Domain",
        Properties: {
          ClusterConfig: {
            ...{ InstanceType: "m7g.large.search", InstanceCount: 2 },
            ...{ DedicatedMasterEnabled: true, DedicatedMasterType: "m7g.medium.search", DedicatedMasterCount: 3 },
          },
          EBSOptions: { VolumeSize: 100 },
        },
      }),
    });
    expect(Object.fromEntries(lines.map(({ price, quantity }) => [price, quantity]))).toEqual({
      "m7g.large.search": 2,
      "m7g.medium.search": 3,
      "search-gb": 200,
    });
  });

  it("adds equal units of one stack up, and keeps stacks apart", () => {
    const key = { Type: "AWS::KMS::Key" };
    const { lines } = monthlyCost({ one: stack(key, key), two: stack(key) });
    expect(lines).toMatchObject([
      { stack: "one", price: "kms-key", quantity: 2, usd: 2 },
      { stack: "two", price: "kms-key", quantity: 1, usd: 1 },
    ]);
  });

  it("lists what it has no price for, instead of taking it for nothing", () => {
    const instance = { Type: "AWS::RDS::DBInstance", Properties: { DBInstanceClass: "db.x9.huge" } };
    const { usd, unpriced } = monthlyCost({
      cell: stack({ Type: "AWS::EC2::Instance" }, { Type: "AWS::EC2::Instance" }, instance),
      lost: service({}),
    });
    expect(usd).toBe(0);
    expect(unpriced).toEqual([
      { stack: "cell", type: "AWS::EC2::Instance", count: 2, why: "its type is not on the price list" },
      { stack: "cell", type: "AWS::RDS::DBInstance", count: 1, why: "db.x9.huge is not on the price list" },
      { stack: "lost", type: "AWS::ECS::Service", count: 1, why: "the size of its task is not in the template" },
    ]);
  });

  it("does not take a cluster whose containers are measured for free", () => {
    const cluster = (...ClusterSettings: readonly object[]) => ({
      Type: "AWS::ECS::Cluster",
      Properties: { ClusterSettings },
    });
    const unpriced = (one: Resource) => monthlyCost({ cell: stack(one) }).unpriced;
    const insights = { Name: "containerInsights" };
    expect(unpriced(cluster())).toEqual([]);
    expect(unpriced(cluster({ ...insights, Value: "disabled" }))).toEqual([]);
    for (const Value of ["enabled", "enhanced"]) {
      expect(unpriced(cluster({ ...insights, Value }))).toMatchObject([
        { type: "AWS::ECS::Cluster", count: 1, why: expect.stringContaining("Container Insights, at rest too") },
      ]);
    }
  });

  it("says what is paid for by use, and which prices in the sum nobody compared", () => {
    const { byUse, unverified } = monthlyCost({
      cell: stack({ Type: "AWS::S3::Bucket" }, { Type: "AWS::KMS::Key" }, { Type: "AWS::IAM::Role" }),
    });
    expect(byUse).toMatchObject([{ type: "AWS::S3::Bucket", count: 1 }]);
    expect(unverified).toEqual(["kms-key"]);
  });
});

test("every price says what it is the price of, on what evidence, and where it was read", () => {
  for (const { usd, unit, source } of Object.values(prices)) {
    expect(usd).toBeGreaterThan(0);
    expect(unit).not.toBe("");
    expect(source).not.toBe("");
  }
  expect(priceList.date).toMatch(/^\d{4}-\d{2}-\d{2}$/);
});
