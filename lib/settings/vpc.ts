import { z } from "zod";
import { choice, text } from "./option";

const id = (doc: string, prefix: string) =>
  text({
    doc,
    pattern: new RegExp(`^${prefix}-(?:[0-9a-f]{8}|[0-9a-f]{17})$`),
    form: `${prefix}- and 8 or 17 hexadecimal digits`,
  });

const range = (doc: string) =>
  text({
    doc,
    pattern: /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!\/)|(?=\/))){4}\/(?:1[6-9]|2[0-8])$/,
    form: "a range of IPv4 addresses with a prefix of 16 to 28 bits, such as 10.20.0.0/24",
  });

const subnet = z.strictObject({
  id: id("The subnet.", "subnet"),
  zone: text({
    doc: "Its availability zone.",
    pattern: /^[a-z]{2}(-[a-z]+)+-\d[a-z]$/,
    form: "an availability zone, such as eu-west-1a",
  }),
  range: range("Its addresses."),
  routeTable: id("The route table it is associated with.", "rtb"),
});

/** A network that is there already. Everything is named, so that synthesis looks nothing up. */
export const broughtVpc = z
  .strictObject({
    id: id("The network. `enableDnsSupport` and `enableDnsHostnames` must be on.", "vpc"),
    range: range("Its addresses."),
    isolatedSubnets: z.array(subnet).min(2).max(3).meta({
      doc: "Where everything stands but egress gateways: two or three subnets in different availability zones, without a route to the internet.",
    }),
    publicSubnets: z.array(subnet).default([]).meta({
      doc: "Where egress gateways stand if `network.egress` is `internet`: subnets with a route to an internet gateway, in the zones of `isolatedSubnets` and in their order.",
    }),
    endpoints: choice(["make", "brought"], {
      doc: "Whether endpoints of AWS services are made in the network, or are there already. Those that are there belong to the deployer, with their policies.",
      default: "make",
      why: "A second endpoint of one service with private names cannot be made in one network; where there is none, tasks do not start.",
    }),
    endpointGroup: id(
      "Security group of the endpoints that are there. Tasks may call it and no other; it gets a rule for each group of tasks.",
      "sg",
    ).optional(),
    nameFirewall: choice(["off", "on"], {
      doc: "Whether the network's resolver answers for names the kit knows and for no other.",
      default: "off",
      why: "It would hold for everything else in the network too. Switch it on where the kit has the network for itself.",
    }),
  })
  .optional()
  .meta({ doc: "Present: the kit stands in a network that is there already, instead of one of its own." });

export type BroughtVpc = NonNullable<z.output<typeof broughtVpc>>;
