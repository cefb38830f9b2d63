import { z } from "zod";
import { clientName, httpsUrl } from "./option";

/** Tokens of servers, where they cannot have certificates. */
export const ingestTokens = z
  .strictObject({
    issuer: httpsUrl("`iss` of the tokens, to the letter."),
    audience: clientName("`aud` of the tokens: what they were made for."),
    jwksUri: httpsUrl(
      "Where the issuer's public keys are, reached through the egress gateway. Absent: they are in the gateway's secret.",
    ).optional(),
  })
  .optional()
  .meta({
    doc: "Present: servers show a token instead of a certificate, and its `sub` is the identity, `spiffe://kit/<environment>/<team>`.",
  });

export type IngestTokens = NonNullable<z.output<typeof ingestTokens>>;
