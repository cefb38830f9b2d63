import { templatesIn } from "../../bin/templates";
import { monthlyCost } from "../../lib/cost/monthly-cost";
import { assemble } from "./assembly";
import { entries, fixture, withPeople } from "./fixture";

test.each([
  ["Tempo", fixture("tempo")],
  ["Jaeger", fixture("jaeger")],
  ["people and a way out", withPeople("tempo", { egress: "internet" })],
  ["a VPN", withPeople("tempo", { people: entries.clientVpn })],
])(
  "every resource of a configuration with %s has a price, is paid for by use, or is free, but for the metrics of containers",
  async (_, inputs) => {
    const { unpriced, usd, lines } = monthlyCost(templatesIn((await assemble(inputs)).directory));
    expect(unpriced.filter(({ why }) => !why.startsWith("Container Insights"))).toEqual([]);
    expect(new Set(unpriced.map(({ type }) => type))).toEqual(new Set(["AWS::ECS::Cluster"]));
    expect(usd).toBeGreaterThan(0);
    expect(new Set(lines.map(({ part }) => part))).toEqual(
      new Set([
        ...lines.map(({ part }) => part),
        "Fargate",
        "interface endpoints",
        "load balancers",
        "keys",
        "secrets",
      ]),
    );
  },
);
