import { tenantsOf } from "../../lib/access/tenant";
import { metricsAgent } from "../../lib/agent/metrics-agent";
import { awsPorts, awsSite, awsTenantPorts, firstEphemeralPort } from "../../lib/aws-site";
import { cellOf } from "../../lib/inputs";
import type { TenantListener } from "../../lib/site";
import { assemble } from "./assembly";
import { fixture, withPeople } from "./fixture";

const inputs = fixture("jaeger");
const cell = cellOf(inputs, "prod");
const listeners = Object.keys(awsTenantPorts) as TenantListener[];

test("no two listeners of a cell share a port, however many teams there are", () => {
  const teams = Array.from({ length: 1000 }, (_, index) => ({ id: `team-${index}`, services: ["a"] }));
  const crowded = { ...cell, access: { ...cell.access, teams } };
  const site = awsSite(crowded);
  const tenants = tenantsOf(crowded.access, "prod");
  const ports = [
    ...Object.values(awsPorts),
    ...tenants.flatMap((tenant) => listeners.map((listener) => site.tenantPort(listener, tenant))),
  ];
  expect(new Set(ports).size).toBe(ports.length);
  expect(Math.max(...ports)).toBeLessThan(firstEphemeralPort);
});

test("a team beyond the last free port is refused, with the number that fits", () => {
  const teams = Array.from({ length: 1300 }, (_, index) => ({ id: `team-${index}`, services: ["a"] }));
  const crowded = { ...cell, access: { ...cell.access, teams } };
  const last = tenantsOf(crowded.access, "prod").at(-1);
  if (!last) throw new Error("no tenants");
  expect(() => awsSite(crowded).tenantPort("receive-grpc", last)).toThrow(/number 1300 .* allowed: 1276 teams/);
});

test("a tenant of another environment has no ports here", () => {
  const [stranger] = tenantsOf(cell.access, "test");
  if (!stranger) throw new Error("no tenants");
  expect(() => awsSite(cell).tenantPort("receive-grpc", stranger)).toThrow(
    /no ports for tenant "test.billing"; allowed: prod/,
  );
});

test("the store is looked up under the name its service registers", () => {
  expect(awsSite(cell).doorHost).toBe("store.prod.harbour.internal");
});

test("every name that the metrics agent looks up is one that a service registers, and so is every detector's", async () => {
  const people = cellOf(withPeople("tempo"), "prod");
  const several = { ...people.settings.detector, tasks: 3 };
  const settings = { ...people.settings, detector: several };
  const inputs = withPeople("tempo");
  const { resources } = await assemble({ ...inputs, environments: { ...inputs.environments, prod: settings } });
  const registered = resources
    .filter(({ Type, stack }) => Type === "AWS::ServiceDiscovery::Service" && ["cell-prod", "grafana"].includes(stack))
    .map(({ stack, Properties }) => `${Properties.Name}.${stack.replace("cell-", "")}.${people.kit.name}.internal`);
  const site = awsSite({ ...people, settings });
  const { scrape_configs: jobs } = metricsAgent({ ...people, settings }, site).content as unknown as {
    scrape_configs: { dns_sd_configs: { names: string[] }[] }[];
  };
  const asked = [
    ...jobs.flatMap((job) => job.dns_sd_configs.flatMap(({ names }) => names)),
    ...site.detectors.map(({ host }) => host),
  ];
  expect(site.detectors).toHaveLength(3);
  expect(asked.filter((name) => !registered.includes(name))).toEqual([]);
});
