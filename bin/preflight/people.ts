import { z } from "zod";
import type { Problem } from "../../lib/settings/problem";
import { noneOn } from "../aws/aws-cli";
import type { Check, Ground } from "./check";

const answer = z.object({
  Certificate: z.object({
    Status: z.string(),
    DomainName: z.string().optional(),
    SubjectAlternativeNames: z.array(z.string()).default([]),
    // Seconds since 1970 from version 1 of the CLI, a text from version 2.
    NotAfter: z.union([z.number(), z.string()]).optional(),
  }),
});

export const certificatesCheck: Check = {
  id: "certificates",
  title: "certificates of people's way in are issued, and for the name they type",
  problems: async (ground) => {
    const { certificateArn, host, clientVpn } = ground.inputs.kit.people;
    const named: Readonly<Record<string, { readonly arn?: string; readonly host?: string }>> = {
      "people.certificateArn": { arn: certificateArn, host },
      "people.clientVpn.serverCertificateArn": { arn: clientVpn?.serverCertificateArn },
      "people.clientVpn.clientAuthorityArn": { arn: clientVpn?.clientAuthorityArn },
    };
    const found = Object.entries(named).map(async ([option, { arn, host: name }]) => {
      return arn === undefined ? [] : ofCertificate(ground, `${ground.config}/kit.ts: ${option}`, arn, name);
    });
    return (await Promise.all(found)).flat();
  },
};

async function ofCertificate(
  { aws, now, inputs }: Ground,
  path: string,
  arn: string,
  host?: string,
): Promise<readonly Problem[]> {
  const problem = (value: unknown, allowed: string, fix: string): readonly Problem[] => [{ path, value, allowed, fix }];
  const found = await aws("acm", "describe-certificate", "--certificate-arn", arn).catch(
    noneOn("ResourceNotFoundException"),
  );
  if (!found)
    return problem(arn, `a certificate in ${inputs.kit.region}`, "issue or import it there, and name it here");
  const { Status, DomainName, SubjectAlternativeNames, NotAfter } = answer.parse(found).Certificate;
  if (Status !== "ISSUED") {
    return problem(Status, "status ISSUED", "validate it as AWS Certificate Manager says, and wait until it is issued");
  }
  const end = typeof NotAfter === "number" ? new Date(NotAfter * 1_000) : new Date(NotAfter ?? Number.NaN);
  if (end <= now) return problem(NotAfter, "a certificate that holds", "renew it, or import the next one");
  const names = [...(DomainName === undefined ? [] : [DomainName]), ...SubjectAlternativeNames];
  if (host === undefined || names.some((name) => covers(name, host))) return [];
  return problem(names, `a certificate for ${host}`, "issue one for it, or set people.host to a name that it is for");
}

/** A wildcard stands for one label. */
function covers(name: string, host: string): boolean {
  return name === host || (name.startsWith("*.") && host.slice(host.indexOf(".")) === name.slice(1));
}

/** A user pool is made first, and tells what the rest has to be configured with. */
export const signInCheck: Check = {
  id: "sign-in",
  title: "Grafana's client at the identity provider is known",
  problems: async ({ inputs: { kit, access }, config }) =>
    kit.people.cognito && access.identity?.signIn === undefined
      ? [
          {
            path: `${config}/access.ts: identity.signIn.clientId`,
            value: undefined,
            allowed: "the client of the user pool that people.cognito makes",
            fix: "run `npx cdk deploy identity` and copy what it prints into identity",
          },
        ]
      : [],
};
