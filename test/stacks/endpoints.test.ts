import { type Assembly, assemble, type Resource } from "./assembly";
import { fixture, withPeople } from "./fixture";
import { pairsIn } from "./rules";

let plain: Assembly;
let people: Assembly;
let grafana: Assembly;
beforeAll(async () => {
  plain = await assemble(fixture("tempo"));
  const inputs = withPeople("tempo");
  people = await assemble({
    ...inputs,
    kit: { ...inputs.kit, alerting: { ...inputs.kit.alerting, evaluator: "amp" } },
  });
  grafana = await assemble(inputs);
});

const services = (assembly: Assembly) => assembly.ofType("AWS::EC2::VPCEndpoint").length;

test("an endpoint is made for what is switched on, and for nothing else", () => {
  // Images twice, logs, secrets, the workspace, S3; then executions of grants; then the topic of alerts.
  expect([plain, people, grafana].map(services)).toEqual([6, 7, 8]);
});

/** The group in front of the endpoint of a service, by the actions it lets through. */
function groupOf(assembly: Assembly, prefix: string): string | undefined {
  const endpoint = assembly
    .ofType("AWS::EC2::VPCEndpoint")
    .find(({ Properties }) => JSON.stringify(Properties.PolicyDocument).includes(`"${prefix}:`));
  return endpoint?.Properties.SecurityGroupIds[0]["Fn::GetAtt"][0].replace(/^Groups|[0-9A-F]{8}$/g, "");
}

/** Names of the groups of tasks whose role may call a service, such as `Metricsprod`. */
function callersOf(assembly: Assembly, prefix: string): readonly string[] {
  const policies = assembly
    .ofType("AWS::IAM::Policy")
    .filter(({ Properties }) => JSON.stringify(Properties.PolicyDocument).includes(`"${prefix}:`));
  return assembly
    .ofType("AWS::ECS::TaskDefinition")
    .filter((task) => policies.some((policy) => belongsTo(policy, task)))
    .map((task) => `${task.stack} ${task.id.replace(/Task[0-9A-F]{8}$|[0-9A-F]{8}$/g, "")}`);
}

function belongsTo(policy: Resource, task: Resource): boolean {
  const { Ref } = policy.Properties.Roles[0];
  return policy.stack === task.stack && task.Properties.TaskRoleArn["Fn::GetAtt"][0] === Ref;
}

const environments = ["dev", "staging", "prod"];

test.each([
  ["aps", environments.flatMap((name) => [`Agent${name}`, `Metrics${name}`])],
  ["states", ["GrantWriterprod"]],
  ["sns", ["Grafana"]],
])("what may call %s reaches its endpoint, and nothing else does", (prefix, callers) => {
  const into = `→ ${groupOf(grafana, prefix)} 443`;
  const reach = pairsIn(grafana).filter((pair) => pair.endsWith(into));
  expect(new Set(reach)).toEqual(new Set(callers.map((caller) => `${caller} ${into}`)));
  expect(callersOf(grafana, prefix)).toHaveLength(callers.length);
});

test("every task reaches what it needs to start", () => {
  const start = pairsIn(people).filter((pair) => pair.endsWith("→ Endpoints 443"));
  expect(start).toHaveLength(people.ofType("AWS::ECS::TaskDefinition").length);
});
