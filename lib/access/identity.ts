import { z } from "zod";
import { choice, clientName, httpsUrl, text } from "../settings/option";

/** How people sign in to Grafana. The client's secret is no setting: it comes by environment variable. */
const signIn = z
  .strictObject({
    clientId: clientName("Client id that Grafana has at the identity provider."),
    authUrl: httpsUrl("Where a browser is sent to sign in."),
    tokenUrl: httpsUrl("Where Grafana exchanges a code for tokens."),
    scopes: z
      .array(
        text({ doc: "A scope.", pattern: /^[A-Za-z0-9:/._-]{1,128}$/, form: "1 to 128 letters, digits and : / . _ -" }),
      )
      .min(1)
      .default(["openid", "profile", "email"])
      .meta({ doc: "What Grafana asks for. Some providers add groups to a token only if a scope asks for them." }),
  })
  .optional();

/** The identity provider whose tokens open the query and metrics gateways. */
export const identityProvider = z
  .strictObject({
    provider: choice(["generic", "keycloak", "entra", "okta", "cognito"], {
      doc: "Which recipe its tokens follow (see docs/access.md).",
      default: "generic",
      why: "A provider that follows the standards needs no recipe.",
    }),
    issuer: httpsUrl("`iss` of its tokens, to the letter."),
    audience: clientName(
      "`aud` of its tokens: what the token was made for. Cognito's access tokens say it in `client_id`.",
    ),
    jwksUri: httpsUrl("Where its public keys are. Reached through the egress gateway."),
    token: choice(["access", "id"], {
      doc: "Which token carries the groups and is verified on every query.",
      default: "access",
      why: "An access token is meant for the service that reads it; an ID token is meant for Grafana alone.",
    }),
    groupsClaim: text({
      doc: "Claim that lists the groups of a person, at the top of the token. Absent: what the provider's recipe says, else `groups`.",
      // Nothing that Grafana's files expand or that its query language reads as more than a name.
      pattern: /^[A-Za-z0-9:/._-]{1,128}$/,
      form: "1 to 128 letters, digits and : / . _ -",
    }).optional(),
    signIn,
  })
  .optional();

export type IdentityProvider = NonNullable<z.output<typeof identityProvider>>;

/** What a gateway must check of a token, beside signature, issuer and expiry, which it always checks. */
export interface TokenShape {
  /** Header Grafana forwards it in. */
  readonly header: "authorization" | "x-id-token";
  /** Stands before the token in that header. */
  readonly valuePrefix: "Bearer " | "";
  /** Claim that must hold the audience. */
  readonly audienceClaim: "aud" | "client_id";
  readonly groupsClaim: string;
  /** Claims that must hold exactly this text. */
  readonly required: Readonly<Record<string, string>>;
}

/** The token's shape by the provider's recipe. */
export function tokenShape({ provider, token, groupsClaim }: IdentityProvider): TokenShape {
  const cognito = provider === "cognito";
  return {
    header: token === "access" ? "authorization" : "x-id-token",
    valuePrefix: token === "access" ? "Bearer " : "",
    // Cognito's access tokens have no `aud`.
    audienceClaim: cognito && token === "access" ? "client_id" : "aud",
    groupsClaim: groupsClaim ?? (cognito ? "cognito:groups" : "groups"),
    // Cognito signs both kinds with the same keys and issuer: without this, one would pass for the other.
    required: cognito ? { token_use: token } : {},
  };
}
