import { z } from "zod";

/** What CDK writes into each template of what it needs to have been deployed before. */
const asked = z.object({
  Parameters: z.object({ BootstrapVersion: z.object({ Default: z.string() }) }),
  Rules: z.object({
    CheckBootstrapVersion: z.object({
      Assertions: z.tuple([
        z.object({
          Assert: z.object({
            "Fn::Not": z.tuple([z.object({ "Fn::Contains": z.tuple([z.array(z.string()), z.unknown()]) })]),
          }),
        }),
      ]),
    }),
  }),
});

/** The parameter that says which version of CDK's bootstrap stack is there, and the least that the templates take. */
export interface BootstrapNeed {
  readonly parameter: string;
  readonly version: number;
}

/** Read from a template. Throws where it asks for none, as every template of CDK does. */
export function bootstrapNeed(template: unknown): BootstrapNeed {
  const { Parameters, Rules } = asked.parse(template);
  const [refused] = Rules.CheckBootstrapVersion.Assertions[0].Assert["Fn::Not"][0]["Fn::Contains"];
  return { parameter: Parameters.BootstrapVersion.Default, version: Math.max(...refused.map(Number)) + 1 };
}
