import type { Configuration } from "../configuration";

/** A network that is there already, with its endpoints of AWS services; everything is named, so that nothing is looked up. */
export const config: Configuration = {
  kit: {
    region: "eu-west-1",
    network: {
      vpc: {
        id: "vpc-0a1b2c3d4e5f60718",
        range: "10.20.0.0/20",
        isolatedSubnets: [
          {
            id: "subnet-0a1b2c3d4e5f60711",
            zone: "eu-west-1a",
            range: "10.20.0.0/24",
            routeTable: "rtb-0a1b2c3d4e5f60711",
          },
          {
            id: "subnet-0a1b2c3d4e5f60712",
            zone: "eu-west-1b",
            range: "10.20.1.0/24",
            routeTable: "rtb-0a1b2c3d4e5f60712",
          },
        ],
        endpoints: "brought",
        endpointGroup: "sg-0a1b2c3d4e5f60713",
      },
    },
  },
  environments: { prod: {} },
  access: {
    teams: [{ id: "payments", services: ["payments-mcp"] }],
    audiences: [{ id: "security", groups: ["security"] }],
    grants: [{ audience: "security", environments: "all", teams: "all", reads: ["traces", "metrics"] }],
  },
};
