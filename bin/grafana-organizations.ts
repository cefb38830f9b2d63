import { readFile, writeFile } from "node:fs/promises";
import { awsGrafanaSite } from "../lib/aws-grafana-site";
import { bootstrap } from "../lib/grafana/bootstrap/bootstrap";
import { bootstrapPolicyFile } from "../lib/grafana/bootstrap/bootstrap-policy";
import { grafanaApi } from "../lib/grafana/bootstrap/grafana-api";
import { grafanaVariables } from "../lib/grafana/grafana-variables";
import type { Inputs } from "../lib/inputs";
import { loopback } from "../lib/site";
import { configDirectory } from "../lib/variables";

/**
 * Makes in Grafana what no file can make, on AWS: beside a Grafana that listens on loopback, before the one that people meet starts. The
 * first argument is the file it leaves when it is done; with a second one, `provisioned`, data sources must be there as well.
 */
async function main([done, stage]: readonly string[]): Promise<void> {
  if (done === undefined) throw new Error("the file to leave is missing");
  const inputs = JSON.parse(await readFile(`${configDirectory}/${bootstrapPolicyFile}`, "utf8")) as Inputs;
  const { port } = awsGrafanaSite(inputs.kit);
  const { calls, missing, drift, problems } = await bootstrap(
    inputs,
    grafanaApi({
      url: `http://${loopback}:${port}`,
      user: process.env[grafanaVariables.adminUser] ?? "",
      password: process.env[grafanaVariables.adminPassword] ?? "",
    }),
  );
  const lacks = stage === "provisioned" ? missing : [];
  const called = calls.map(({ method, path, organization, body }) => ({ method, path, organization, body }));
  process.stdout.write(`${JSON.stringify({ called, missing: lacks, drift, problems })}\n`);
  // What nobody asked for is told and does not keep people out: the gateways refuse it in any case.
  if (problems.length + lacks.length > 0) throw new Error("Grafana is not what the policy says, so nobody is let in");
  await writeFile(done, "");
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
