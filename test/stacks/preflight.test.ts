import { templatesIn } from "../../bin/templates";
import { bootstrapNeed } from "../../lib/preflight/bootstrap-need";
import { quotas } from "../../lib/preflight/quotas";
import { assemble } from "./assembly";
import { withPeople } from "./fixture";

test("preflight reads from the templates what they need of the account", async () => {
  const { directory } = await assemble(withPeople("tempo", { egress: "internet" }));
  const templates = templatesIn(directory);
  for (const template of Object.values(templates)) {
    expect(bootstrapNeed(template)).toEqual({
      parameter: "/cdk-bootstrap/hnb659fds/version",
      version: expect.any(Number),
    });
  }
  const needed = Object.fromEntries(quotas.map((quota) => [quota.id, quota.needed(templates)]));
  expect(needed["fargate-vcpu"]).toBeGreaterThan(6);
  expect(needed["interface-endpoints"]).toBeGreaterThan(4);
  expect(needed["elastic-addresses"]).toBe(0);
});
