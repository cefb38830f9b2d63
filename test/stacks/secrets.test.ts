import { environmentSecrets, secretLogicalId } from "../../lib/pki/environment-secrets";
import { companyInputs } from "../fixtures/pki";
import { assemble } from "./assembly";

const target = { id: "watch-tower", endpoint: "https://otlp.watch-tower.test", environments: "all" as const };
const issuer = { issuer: "https://issuer.example", audience: "spans" };

test("the stacks of secrets make what `kit pki push` fills and `kit preflight` looks at, and nothing else", async () => {
  const inputs = companyInputs();
  const access = { ...inputs.access, exportTargets: [{ ...inputs.access.exportTargets[0], ...target }] };
  const made = { ...inputs, access } as typeof inputs;
  const { ofType } = await assemble(made);
  const secrets = ofType("AWS::SecretsManager::Secret").filter(({ stack }) => stack.startsWith("secrets-"));
  expect(secrets.map(({ stack, id }) => `${stack} ${id}`).sort()).toEqual(
    environmentSecrets(made)
      .map(({ stack, id }) => `${stack} ${secretLogicalId(id)}`)
      .sort(),
  );
});

/** Variables of one program of production that come out of a secret. */
async function secretsOf(name: string, ingest: object): Promise<readonly string[]> {
  const { ofType } = await assemble(companyInputs({ ingest }));
  const containers = ofType("AWS::ECS::TaskDefinition")
    .filter(({ stack, id }) => stack === "cell-prod" && id.startsWith("Ingest"))
    .flatMap(({ Properties }) => Properties.ContainerDefinitions);
  const { Secrets = [] } = containers.find(({ Name }: { Name: string }) => Name === name);
  return Secrets.map(({ Name }: { Name: string }) => Name);
}

test("the ingest gateway is given the revocation list, or the keys of tokens, that its file names", async () => {
  expect(await secretsOf("envoy", {})).toEqual(["KIT_TLS_CERT", "KIT_TLS_KEY", "KIT_TLS_CA"]);
  expect(await secretsOf("envoy", { revocation: true })).toContain("KIT_TLS_CRL");
  expect(await secretsOf("envoy", { tokens: issuer })).toContain("KIT_INGEST_JWKS");
});

test("the value that a secret is made with stays the same whatever its gateway reads: CloudFormation would replace it", async () => {
  const templates = await Promise.all(
    [{}, { revocation: true }, { tokens: issuer }].map(async (ingest) => {
      const { resources } = await assemble(companyInputs({ ingest }));
      const found = resources.find(({ stack, id }) => stack === "secrets-prod" && id === secretLogicalId("IngestTls"));
      return found?.Properties.GenerateSecretString;
    }),
  );
  expect(templates[0]).toBeDefined();
  expect(templates.slice(1)).toEqual([templates[0], templates[0]]);
});
