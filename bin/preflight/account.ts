import type { Problem } from "../../lib/settings/problem";
import type { Check } from "./check";

const arn = /^arn:aws[a-z-]*:(?:acm|iam):[a-z0-9-]*:(\d{12}):/;

/** What the configuration names of an account has to be in the one that is deployed to. */
export const accountCheck: Check = {
  id: "account",
  title: "the account is the one that the configuration names",
  problems: async ({ inputs: { kit, access }, account, config }) => {
    const { certificateArn, clientVpn } = kit.people;
    const named: Readonly<Record<string, string | undefined>> = {
      "kit.ts: people.certificateArn": certificateArn,
      "kit.ts: people.clientVpn.serverCertificateArn": clientVpn?.serverCertificateArn,
      "kit.ts: people.clientVpn.clientAuthorityArn": clientVpn?.clientAuthorityArn,
      "kit.ts: people.clientVpn.samlProviderArn": clientVpn?.samlProviderArn,
      "kit.ts: permissionsBoundary": kit.permissionsBoundary,
      "access.ts: breakGlassRole": access.breakGlassRole,
    };
    return Object.entries(named).flatMap(([path, value = ""]): readonly Problem[] => {
      const [, other] = arn.exec(value) ?? [];
      if (other === undefined || other === account) return [];
      return [
        {
          path: `${config}/${path}`,
          value,
          allowed: `something of account ${account}, which you are signed in to`,
          fix: `sign in to account ${other}, or name what is in ${account}`,
        },
      ];
    });
  },
};
