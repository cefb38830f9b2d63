import { z } from "zod";
import { choice, identifier, text } from "./option";

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
});

export type KitInput = z.input<typeof kitSchema>;
export type KitSettings = z.output<typeof kitSchema>;
