import type { Problem } from "../../settings/problem";
import type { Ground } from "../audiences";
import { type IdentityProvider, tokenShape } from "../identity";

interface Rule {
  /** Below the policy. */
  readonly option: string;
  readonly value: unknown;
  readonly holds: boolean;
  readonly allowed: string;
  readonly fix: string;
}

/** Ensure that what is known of a provider's tokens fits, since a token that does not fit opens nothing and says little. */
export function identityRecipe({ access }: Ground, file: string): readonly Problem[] {
  const { identity } = access;
  if (!identity) return [];
  const groups = access.audiences.flatMap((audience, a) =>
    audience.groups.map((name, g) => ({ option: `audiences.${a}.groups.${g}`, name })),
  );
  return [...madeFor(identity), ...keysOf(identity), ...recipes[identity.provider](identity, groups)]
    .filter(({ holds }) => !holds)
    .map(({ option, value, allowed, fix }) => ({ path: `${file}: ${option}`, value, allowed, fix }));
}

/**
 * An ID token is made for the client that people sign in to, and both kinds of token come from one issuer with the same keys.
 * So what they were made for must tell them apart, unless a claim does: Cognito's access tokens have no audience but the
 * client, and `token_use`.
 */
function madeFor({ provider, token, audience, signIn }: IdentityProvider): readonly Rule[] {
  const client = signIn?.clientId;
  if (client === undefined) return [];
  if (token === "id" || provider === "cognito") {
    return [
      {
        option: "identity.audience",
        value: audience,
        holds: audience === client,
        allowed: `the client id, ${client}: these tokens are made for the client people sign in to`,
        fix: token === "id" ? `set it to ${client}, or token to access` : `set it to ${client}`,
      },
    ];
  }
  return [
    {
      option: "identity.audience",
      value: audience,
      holds: audience !== client,
      allowed: "an audience of the gateways' own: with the client id, an ID token would pass for an access token",
      fix: "give the gateways an audience of their own at the provider, or set token to id",
    },
  ];
}

/** Keys of another host would verify tokens of somebody else, or none. */
function keysOf({ provider, issuer, jwksUri }: IdentityProvider): readonly Rule[] {
  const hostOf = (url: string) => url.split("/")[2];
  return [
    {
      option: "identity.jwksUri",
      value: jwksUri,
      holds: provider === "generic" || hostOf(jwksUri) === hostOf(issuer),
      allowed: `an address of the issuer's host, ${hostOf(issuer)}`,
      fix: "copy `jwks_uri` from the provider's discovery document, or set provider to generic",
    },
  ];
}

interface Group {
  readonly option: string;
  readonly name: string;
}

type Recipe = (identity: IdentityProvider, groups: readonly Group[]) => readonly Rule[];

const recipes: Readonly<Record<IdentityProvider["provider"], Recipe>> = {
  generic: () => [],
  keycloak: ({ issuer }) => [issuerOf(issuer, /\/realms\/[^/]+$/, "https://<host>/realms/<realm>")],
  entra: ({ issuer, ...rest }, groups) => [
    issuerOf(
      issuer,
      /^https:\/\/login\.(?:microsoftonline\.(?:com|us)|partner\.microsoftonline\.cn)\/[0-9a-f-]{36}\/v2\.0$/,
      "https://login.microsoftonline.com/<tenant id>/v2.0",
    ),
    ...(tokenShape({ issuer, ...rest }).groupsClaim === "groups" ? groups.map(objectId) : []),
  ],
  okta: ({ issuer, token }) => [
    {
      ...issuerOf(
        issuer,
        /\/oauth2\/[^/]+$/,
        "https://<org>/oauth2/<server>, since nobody but Okta can verify access tokens of the org server",
      ),
      holds: token === "id" || /\/oauth2\/[^/]+$/.test(issuer),
    },
  ],
  cognito: ({ issuer }) => [
    issuerOf(
      issuer,
      /^https:\/\/cognito-idp\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?\/[\w-]+$/,
      "https://cognito-idp.<region>.amazonaws.com/<pool id>",
    ),
  ],
};

function issuerOf(issuer: string, pattern: RegExp, form: string): Rule {
  const fix = `copy \`issuer\` from the provider's discovery document, or set provider to generic`;
  return { option: "identity.issuer", value: issuer, holds: pattern.test(issuer), allowed: form, fix };
}

/** Entra names groups by object id; a display name would never match. */
function objectId({ option, name }: Group): Rule {
  return {
    option,
    value: name,
    holds: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(name),
    allowed: "an object id in lower case, which is what Entra writes into `groups`",
    fix: `use the object id of ${name}, or app roles with groupsClaim roles`,
  };
}
