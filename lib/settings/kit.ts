import { z } from "zod";
import { choice, httpsUrl, identifier, text } from "./option";
import { packNames } from "./packs";
import { people } from "./people";
import { pki } from "./pki";
import { subscribers } from "./subscribers";
import { broughtVpc } from "./vpc";

/** What holds for the whole installation. */
export const kitSchema = z.strictObject({
  name: identifier("Prefix of stack names and private DNS names.").default("mcp-trace-kit"),
  region: text({
    doc: "AWS region of every stack.",
    pattern: /^[a-z]{2}(-[a-z]+)+-\d$/,
    form: "an AWS region, such as eu-west-1",
  }),
  store: z
    .strictObject({
      kind: choice(["tempo", "jaeger"], {
        doc: "Which trace store is deployed.",
        default: "tempo",
        why: "Tempo keeps traces in S3 and isolates tenants by itself; Jaeger needs an OpenSearch domain.",
      }),
    })
    .prefault({}),
  network: z
    .strictObject({
      egress: choice(["none", "internet"], {
        doc: "How gateways reach the keys that tokens are verified with, and collectors the external backends: not at all, or through an egress gateway of each environment, in a public subnet, which opens tunnels to the hosts of these and to no other.",
        default: "none",
        why: "What has no way out cannot lose spans by one; synthesis warns where keys cannot be fetched because of it, and stops where external backends could not be reached.",
      }),
      vpc: broughtVpc,
    })
    .prefault({}),
  architecture: choice(["arm64", "x86_64"], {
    doc: "Processors of all tasks, and of the images that are built for them.",
    default: "arm64",
    why: "Fargate asks about a fifth less for them. A machine that deploys and has the other kind needs emulation in its container engine.",
  }),
  permissionsBoundary: text({
    doc: "Policy that bounds every role the stacks make, by its name in the deploying account or by its ARN.",
    pattern: /^(?:arn:aws[a-z-]*:iam::(?:\d{12}|aws):policy\/)?[\w+=,.@/-]{1,512}$/,
    form: "the name or the ARN of a managed policy",
  }).optional(),
  tags: z
    .record(
      z.string().regex(/^(?!aws:)[\w .:/=+@-]{1,128}$/, {
        error: "1 to 128 letters, digits, spaces and _ . : / = + - @, not beginning with aws:",
      }),
      z.string().regex(/^[\w .:/=+@-]{0,256}$/, { error: "up to 256 letters, digits, spaces and _ . : / = + - @" }),
    )
    .default({})
    .meta({
      doc: "Tags of every stack, which CloudFormation hands on to what it makes. `mcp-trace-kit` and `environment` are the kit's own.",
      form: "text by text",
      why: "Accounts divide their bill, and some their rights, by tags.",
    }),
  compliance: z
    .strictObject({
      packs: z.array(z.enum(packNames)).default(["AwsSolutions", "NIST.800.53.R5"]).meta({
        doc: "Rule packs of cdk-nag that every stack is held to; one finding that nobody acknowledged stops synthesis. The kit's own pack, TraceSecurity, is always on. `PCI.DSS.321` is PCI DSS 3.2.1 and says nothing about 4.0.",
        why: "These two hold for any account; HIPAA and PCI DSS matter where spans hold what they protect.",
      }),
    })
    .prefault({}),
  alerting: z
    .strictObject({
      evaluator: choice(["grafana", "amp"], {
        doc: "What evaluates the detections and tells people: Grafana, or the metrics workspace itself. Health rules always run in the workspace.",
        default: "amp",
        why: "The workspace evaluates whether or not Grafana runs. Choose grafana where people are to see, silence and follow alerts where they look at traces; the workspace then notices when Grafana does not evaluate.",
      }),
      runbooks: httpsUrl(
        "Where `alerts/` can be read, so that alerts link their runbook, such as a page of the repository's host.",
      ).optional(),
      subscribers,
    })
    .prefault({}),
  people,
  pki,
});

export type KitInput = z.input<typeof kitSchema>;
export type KitSettings = z.output<typeof kitSchema>;
