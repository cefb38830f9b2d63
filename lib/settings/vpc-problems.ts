import type { KitSettings } from "./kit";
import type { Problem } from "./problem";

/** How the options of a network that is brought must fit together, and fit the region. */
export function vpcProblems(
  { network, region }: Pick<KitSettings, "network" | "region">,
  file: string,
): readonly Problem[] {
  const { vpc, egress } = network;
  if (!vpc) return [];
  const zones = vpc.isolatedSubnets.map(({ zone }) => zone);
  const publicZones = vpc.publicSubnets.map(({ zone }) => zone);
  const at = (option: string) => `${file}: network.vpc.${option}`;
  return [
    ...[...zones, ...publicZones]
      .filter((zone) => zone.slice(0, -1) !== region)
      .map((zone) => ({
        path: at("isolatedSubnets[].zone"),
        value: zone,
        allowed: `zones of ${region}`,
        fix: "name a subnet of this region, or change region",
      })),
    ...(new Set(zones).size === zones.length
      ? []
      : [
          {
            path: at("isolatedSubnets"),
            value: zones,
            allowed: "one subnet a zone",
            fix: "name subnets in different zones, so that one can fail",
          },
        ]),
    ...(egress === "internet" && String(zones) !== String(publicZones)
      ? [
          {
            path: at("publicSubnets"),
            value: publicZones,
            allowed: `subnets in ${zones.join(", ")}, in this order, since network.egress is "internet"`,
            fix: 'name them, or set network.egress to "none"',
          },
        ]
      : []),
    ...(egress === "none" && publicZones.length > 0
      ? [
          {
            path: at("publicSubnets"),
            value: publicZones,
            allowed: 'none, while network.egress is "none"',
            fix: 'remove them, or set network.egress to "internet"',
          },
        ]
      : []),
    ...((vpc.endpoints === "brought") === (vpc.endpointGroup !== undefined)
      ? []
      : [
          {
            path: at("endpointGroup"),
            value: vpc.endpointGroup,
            allowed: `${vpc.endpoints === "brought" ? "a security group" : "none"}, while endpoints is "${vpc.endpoints}"`,
            fix: 'name the group with endpoints: "brought", and leave it out with endpoints: "make"',
          },
        ]),
  ];
}
