import { z } from "zod";
import { type EnvironmentSecret, environmentSecrets } from "../../lib/pki/environment-secrets";
import { faultOf, works } from "../../lib/pki/fault";
import type { ProgramHolder } from "../../lib/pki/holders";
import { fieldProblems } from "../../lib/pki/secret-value";
import type { Problem } from "../../lib/settings/problem";
import { secretVersions } from "../aws/secret-versions";
import { secretArn, stackResources } from "../aws/stack-resources";
import type { Check, Ground } from "./check";

const answer = z.object({ SecretString: z.string() });
const pem = z.object({ certificate: z.string(), key: z.string(), authority: z.string() });

/** Every secret is there and filled: a task with an empty one does not start, and ends its deployment. Values are never shown. */
export const secretsCheck: Check = {
  id: "secrets",
  title: "every secret is deployed, and filled",
  problems: async (ground) => {
    const secrets = environmentSecrets(ground.inputs);
    const stacks = [...new Set(secrets.map(({ stack }) => stack))];
    const found = stacks.map((stack) =>
      ofStack(
        ground,
        stack,
        secrets.filter((secret) => secret.stack === stack),
      ),
    );
    return (await Promise.all(found)).flat();
  },
};

async function ofStack(
  ground: Ground,
  stack: string,
  secrets: readonly EnvironmentSecret[],
): Promise<readonly Problem[]> {
  const name = `${ground.inputs.kit.name}-${stack}`;
  const missing = (path: string, allowed: string): Problem => {
    return { path, value: undefined, allowed, fix: "run `npx cdk deploy 'secrets-*'`" };
  };
  const resources = await stackResources(ground.aws, name);
  if (!resources) return [missing(`stack ${name}`, "a stack that is deployed, before all that reads its secrets")];
  const found = secrets.map(async (secret): Promise<readonly Problem[]> => {
    const path = `stack ${name}: ${secret.id}`;
    const arn = secretArn(resources, secret.id);
    if (!arn) return [missing(path, "a secret that is deployed")];
    if (secret.holder) return certificateProblems(ground, path, arn, secret.holder);
    return secret.filledWith === "value" ? valueProblems(ground, path, arn, secret) : [];
  });
  return (await Promise.all(found)).flat();
}

async function certificateProblems(
  { aws, now }: Ground,
  path: string,
  arn: string,
  holder: ProgramHolder,
): Promise<readonly Problem[]> {
  const { SecretString } = answer.parse(await aws("secretsmanager", "get-secret-value", "--secret-id", arn));
  const fields = fieldsOf(SecretString);
  const lacking = fieldProblems(holder, fields, path);
  const read = pem.safeParse(fields);
  if (lacking.length > 0 || !read.success) return lacking;
  const { authority, ...credential } = read.data;
  const fault = faultOf(holder, credential, { authority, revoked: new Set(), now });
  if (works(fault)) return [];
  return [
    {
      path,
      value: fault,
      allowed: `a certificate of the ${holder.what} that works`,
      fix: "run `kit pki issue`, then `kit pki push`",
    },
  ];
}

/** A text that is no JSON has none of the fields; it is not shown. */
function fieldsOf(text: string): object {
  try {
    return Object(JSON.parse(text));
  } catch {
    return {};
  }
}

/** What was made at random cannot be told from a real value, but the first version is the random one. */
async function valueProblems(
  { aws, inputs }: Ground,
  path: string,
  arn: string,
  { description }: EnvironmentSecret,
): Promise<readonly Problem[]> {
  if (Object.keys(await secretVersions(aws, arn)).length > 1) return [];
  return [
    {
      path,
      value: undefined,
      allowed: `${description}; until now it holds what it was made with`,
      fix: `save it in a file of yours and run \`aws secretsmanager put-secret-value --region ${inputs.kit.region} --secret-id ${arn} --secret-string file://…\``,
    },
  ];
}
