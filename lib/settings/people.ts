import { z } from "zod";
import { choice, flag, identifier, oneOf, text } from "./option";
import { principal } from "./principal";
import { privateAddress, privateRange } from "./private-range";

function certificate(doc: string) {
  return text({
    doc,
    pattern: /^arn:aws[a-z-]*:acm:[a-z0-9-]+:\d{12}:certificate\/[0-9a-f-]{36}$/,
    form: "the ARN of a certificate in AWS Certificate Manager",
  });
}

const clientVpn = z
  .strictObject({
    serverCertificateArn: certificate("Certificate that the VPN shows to clients."),
    clientRange: text({
      doc: "Addresses that clients get. Nothing else may use them: neither the trace network nor networks that clients are in.",
      pattern: new RegExp(`^${privateAddress}/(?:1[2-9]|2[0-2])$`),
      form: "a range of private IPv4 addresses with a prefix of 12 to 22 bits, such as 10.200.0.0/22",
    }),
    samlProviderArn: text({
      doc: "SAML provider in IAM that people sign in to the VPN with. Either this or `clientAuthorityArn`.",
      pattern: /^arn:aws[a-z-]*:iam::\d{12}:saml-provider\/[\w+=,.@-]{1,128}$/,
      form: "the ARN of a SAML provider in IAM",
    }).optional(),
    clientAuthorityArn: certificate(
      "Certificate whose authority issues the certificates of clients. Either this or `samlProviderArn`.",
    ).optional(),
    sessionHours: oneOf([8, 10, 12, 24], {
      doc: "How long a client stays connected before it has to sign in again.",
      unit: "hours",
      default: 8,
      why: "A working day, as long as a session in Grafana lasts at most.",
    }),
  })
  .optional();

const cognito = z
  .strictObject({
    domainPrefix: text({
      doc: "First part of the address people sign in at: `https://<prefix>.auth.<region>.amazoncognito.com`. It is public, and unique in its region.",
      pattern: /^(?!.*(?:aws|amazon|cognito))[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/,
      form: "1 to 63 lower-case letters, digits and inner hyphens, without aws, amazon and cognito",
    }),
  })
  .optional()
  .meta({
    doc: "A Cognito user pool of the installation's own, with a group for each group of an audience. Its stack is deployed first, and prints what `access.identity` has to say.",
  });

/** Where Grafana keeps users, sessions and the state of alerts. */
const database = z
  .strictObject({
    multiAz: flag({
      doc: "Whether a second database stands by in another availability zone. It doubles the price of the database.",
      default: true,
      why: "Grafana does not run without its database, and where it evaluates alert rules nobody is told meanwhile.",
    }),
    instance: choice(["t4g.micro", "t4g.small", "t4g.medium", "m7g.large"], {
      doc: "Size of the database.",
      default: "t4g.small",
      why: "Dashboards and data sources come from files; what is left is a few megabytes and some queries a second.",
    }),
    backupDays: oneOf([1, 7, 14, 35], {
      doc: "How long a state of the database can be brought back.",
      unit: "days",
      default: 14,
      why: "What only the database holds can be made again, except for silences and annotations; two weeks cover a holiday.",
    }),
  })
  .prefault({});

/** How people get in. What is needed once they can sign in is asked for when stacks are synthesized, not by a rehearsal. */
export const people = z
  .strictObject({
    grafana: choice(["organizations", "enterprise"], {
      doc: "How Grafana keeps audiences apart: an organization for each, or one organization with teams and permissions for each data source, which needs a Grafana Enterprise licence.",
      default: "organizations",
      why: "Without a licence every member of an organization may query all its data sources, so only organizations keep them apart.",
    }),
    organizationIds: z.record(identifier("An audience."), z.int().min(2).max(9999)).default({}).meta({
      doc: "Number of an audience's organization, where it is not 2 plus the audience's place in its list. Set it for those behind an audience that is removed: numbers are never used again.",
      unit: "organization number",
      form: "2 to 9999 for each audience",
      why: "Grafana numbers organizations in the order they are made; 1 is its own and stays empty.",
    }),
    host: text({
      doc: "Name that people type to reach Grafana, which the certificate is for. Needed as soon as `access.identity.signIn` is there.",
      pattern: /^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])$/,
      form: "a host name in lower case, such as traces.example.com",
    }).optional(),
    certificateArn: certificate(
      "Certificate that the load balancer shows for `host`, in the region of the stacks. Needed as soon as `access.identity.signIn` is there.",
    ).optional(),
    entry: z.enum(["peering", "privateLink", "clientVpn"]).optional().meta({
      doc: "How people's machines reach the load balancer: from networks that are connected to the trace network (`peering`), through interface endpoints in networks of other accounts (`privateLink`), or by a VPN that is made here (`clientVpn`). A choice that has no default: needed as soon as `access.identity.signIn` is there.",
    }),
    clientRanges: z
      .array(privateRange("Addresses of people's machines as the trace network sees them."))
      .default([])
      .meta({ doc: "With `peering`: from where the load balancer may be called." }),
    allowedPrincipals: z
      .array(principal())
      .default([])
      .meta({ doc: "With `privateLink`: who may ask for an endpoint. Each one is accepted by hand all the same." }),
    clientVpn,
    identityProvider: z.enum(["private", "egress"]).optional().meta({
      doc: "How the identity provider is reached: at addresses of connected networks (`private`), or through egress gateways on the internet (`egress`), which needs `network.egress`. A choice that has no default: needed as soon as `access.identity.signIn` is there.",
    }),
    identityRanges: z.array(privateRange("Addresses of the identity provider.")).default([]).meta({
      doc: "With `private`: where the identity provider is. Egress gateways may call these and nothing else.",
    }),
    cognito,
    database,
  })
  .prefault({});
