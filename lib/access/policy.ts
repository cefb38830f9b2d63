import { z } from "zod";
import { choice, identifier, text } from "../settings/option";
import { targetScrub } from "../settings/scrub";
import { backendKinds } from "./backends";
import { identityProvider } from "./identity";
import { incidentRules } from "./incidents";
import { audienceLimits } from "./limits";

const group = text({
  doc: "A group as the identity provider names it.",
  // Neither what separates, escapes or stands for everybody in Grafana's mapping, nor what its files expand.
  pattern: /^[A-Za-z0-9._@/+=-]{1,128}$/,
  form: "1 to 128 letters, digits and . _ @ / + = -",
});

const serviceName = text({
  doc: "A service as its spans name it (`service.name`).",
  pattern: /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/,
  form: "1 to 128 letters, digits, dots, underscores and hyphens, beginning with a letter or digit",
});

const team = z.strictObject({
  id: identifier("The team. With the environment it makes the tenant: `<environment>.<team>`."),
  services: z
    .array(serviceName)
    .min(1)
    .meta({ doc: "Services the team owns. A span that names another one is filed under `unknown`." }),
});

const audience = z.strictObject({
  id: identifier("People who see the same things."),
  groups: z.array(group).min(1).meta({ doc: "Groups at the identity provider whose members belong to it." }),
  limits: audienceLimits,
});

const everyOr = (what: string) =>
  z
    .union([z.literal("all"), z.array(identifier(what)).min(1)])
    .meta({ doc: `${what}, or \`all\`.`, form: '"all", or a list of names' });

const grant = z.strictObject({
  audience: identifier("Who is allowed."),
  environments: everyOr("Environments it holds for"),
  teams: everyOr("Teams whose spans it opens"),
  reads: z
    .array(z.enum(["traces", "metrics"]))
    .min(1)
    .meta({ doc: "What may be read." }),
  condition: z.literal("during-incident").optional().meta({ doc: "Only while a grant is open. Absent: at any time." }),
});

/** Labels of at most 63 characters. */
const hostName = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*";
/** 1 to 65535. */
const portNumber = "(?:[1-9]\\d{0,3}|[1-5]\\d{4}|6[0-4]\\d{3}|65[0-4]\\d{2}|655[0-2]\\d|6553[0-5])";

const exportTarget = z.strictObject({
  id: identifier("The external backend."),
  endpoint: text({
    doc: "Where it takes OTLP over HTTP; /v1/traces is added. Only scrubbed spans are sent there.",
    // Nothing but host and port: a credential would stand in an artifact, and `$` would be expanded by the collector.
    // No address either: the egress gateway wants to see a name inside TLS, and an address has none.
    pattern: new RegExp(`^https://(?![\\d.]+(?::|$))${hostName}(?::${portNumber})?$`),
    form: "https://, a host by its name, and a port where it is not 443; no path, no credentials",
  }),
  backend: choice(backendKinds, {
    doc: "What it is, which says in which header it takes its credential: `Authorization`, `x-honeycomb-team` or `dd-api-key`. Datadog's intake of OTLP traces is a preview that Datadog opens on request.",
    default: "otlp",
    why: "Most intakes take what follows OTLP's defaults.",
  }),
  environments: everyOr("Environments whose spans it gets"),
  header: text({
    doc: "Header that carries the credential, where it is not the backend's usual one; its value comes from a secret.",
    pattern: /^(?!(?:host|connection|te|upgrade|transfer-encoding|content-.*)$)[A-Za-z][A-Za-z0-9-]{0,63}$/i,
    form: "the name of an HTTP header that carries a credential",
  }).optional(),
  scrub: targetScrub,
});

/** Who sees which span. Everything that is not granted is denied. */
export const accessSchema = z.strictObject({
  teams: z.array(team).min(1).meta({ doc: "Teams and what they own." }),
  audiences: z.array(audience).default([]).meta({ doc: "Groups of people." }),
  grants: z.array(grant).default([]).meta({ doc: "What each audience may read." }),
  incidents: incidentRules(group),
  identity: identityProvider,
  breakGlassRole: text({
    doc: "The one role, beside the store's own, that the policies of bucket, key and file system do not refuse. Rights to read it has to have by itself. Without one, who may change these policies has to do that first, and is seen doing it. With Tempo alone: Jaeger's OpenSearch domain knows no roles and asks for a password, so stacks with it refuse this.",
    pattern: /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]{1,512}$/,
    form: "the ARN of a role",
  }).optional(),
  exportTargets: z.array(exportTarget).default([]).meta({ doc: "External backends." }),
});

export type AccessInput = z.input<typeof accessSchema>;
export type AccessPolicy = z.output<typeof accessSchema>;
export type Team = AccessPolicy["teams"][number];
export type Grant = AccessPolicy["grants"][number];
export type ExportTarget = AccessPolicy["exportTargets"][number];
