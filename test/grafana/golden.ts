import { join } from "node:path";
import { serialize } from "../../lib/artifact";
import type { GeneratedFile } from "../../lib/docs/stale-files";
import { bootstrapCalls } from "../../lib/grafana/bootstrap/bootstrap-calls";
import type { GrafanaState } from "../../lib/grafana/bootstrap/state";
import { grafana } from "../../lib/grafana/grafana";
import type { Inputs } from "../../lib/inputs";
import { companyInputs, site } from "./site";
import { afterwards, emptyState } from "./states";

/** What the invented company's Grafana reads, and what its bootstrap calls, round by round. */
export function grafanaGolden(): readonly GeneratedFile[] {
  return [
    // Dashboards of those who see everything, in production: the others have fewer of the same.
    ...files("company", companyInputs()).filter(({ path }) => !isDashboard(path) || path.includes("/security/prod/")),
    ...files("company-with-jaeger", companyInputs("jaeger")).filter(({ path }) =>
      path.endsWith("datasources/kit.yaml"),
    ),
    calls("bootstrap-calls", companyInputs()),
    calls("bootstrap-calls-enterprise", companyInputs("tempo", { grafana: "enterprise" })),
  ];
}

function files(folder: string, inputs: Inputs): readonly GeneratedFile[] {
  return grafana(inputs, site).map((artifact) => ({
    path: join("test/golden", folder, artifact.path),
    text: serialize(artifact),
  }));
}

function isDashboard(path: string): boolean {
  return path.includes("/dashboards/") && path.endsWith(".json");
}

/** One call a line. */
function calls(name: string, inputs: Inputs): GeneratedFile {
  const lines = roundsFrom(inputs, emptyState).flatMap((round, index) => [
    `# round ${index + 1}`,
    ...round.map(({ method, path, organization, body, makesOrganization }) =>
      [
        method,
        path,
        ...(organization === undefined ? [] : [`organization=${organization}`]),
        JSON.stringify(body),
        ...(makesOrganization === undefined ? [] : [`-> ${makesOrganization}`]),
      ].join(" "),
    ),
  ]);
  return { path: `test/golden/company/grafana/${name}.txt`, text: `${lines.join("\n")}\n` };
}

function roundsFrom(
  inputs: Inputs,
  state: GrafanaState,
): readonly (readonly ReturnType<typeof bootstrapCalls>["calls"][number][])[] {
  const { calls: now } = bootstrapCalls(inputs, state);
  return now.length === 0 ? [] : [now, ...roundsFrom(inputs, afterwards(inputs, state))];
}
