import { readdirSync } from "node:fs";
import { join } from "node:path";
import { makeInputs } from "../../bin/inputs";
import { examples } from "../../examples";
import { nextReview } from "../../lib/compliance/next-review";
import { type Assembly, assemble } from "../stacks/assembly";
import { withAllPacks } from "../stacks/fixture";

const root = join(__dirname, "../../examples");

test("every folder of a configuration is among those that are held to the packs", () => {
  // Beside configurations stand example servers, each under the name of what it serves.
  const folders = readdirSync(root, { withFileTypes: true }).filter(
    (entry) => entry.isDirectory() && !entry.name.startsWith("mcp-server-"),
  );
  expect(new Set(folders.map(({ name }) => name))).toEqual(new Set(Object.keys(examples)));
});

describe.each(Object.entries(examples))("the example %s", (name, config) => {
  let assembly: Assembly;
  beforeAll(async () => {
    assembly = await assemble(withAllPacks(makeInputs(config, `examples/${name}`)));
  });

  it("synthesizes without a finding of any pack", () => {
    expect(assembly.findings).toEqual([]);
  });

  it("says of everything it acknowledges why, what stands in its place, and until when", () => {
    expect(assembly.acknowledgements).not.toEqual([]);
    for (const { reason, compensating, review } of assembly.acknowledgements) {
      expect(Math.min(reason.length, compensating.length)).toBeGreaterThanOrEqual(40);
      expect(review <= nextReview).toBe(true);
    }
  });

  it("names flow logs as a control where there are some, and where the network's owner would keep them says so", () => {
    const logged = assembly.ofType("AWS::EC2::FlowLog").length > 0;
    const named = assembly.acknowledgements.filter(({ compensating }) => /flow logs/i.test(compensating));
    expect(named).not.toEqual([]);
    for (const { compensating } of named) {
      expect(compensating).toContain(logged ? "Flow logs of the network record" : "the kit makes none in it");
    }
  });

  const { network } = config.kit;
  if (network?.egress === "internet") return;

  it("has no internet gateway, no NAT and no public address anywhere", () => {
    const outward = assembly.resources.filter(({ Type, Properties }) => {
      const { AssignPublicIp } = Properties.NetworkConfiguration?.AwsvpcConfiguration ?? {};
      return (
        /::(?:InternetGateway|NatGateway|EIP|EgressOnlyInternetGateway|VPCGatewayAttachment)$/.test(Type) ||
        Properties.MapPublicIpOnLaunch === true ||
        AssignPublicIp === "ENABLED" ||
        Properties.Scheme === "internet-facing" ||
        JSON.stringify(Properties).includes("0.0.0.0/0")
      );
    });
    expect(outward).toEqual([]);
  });
});
