import { alerts } from "../../alerts";
import { accessSchema } from "../../lib/access/policy";
import type { Artifact, Json } from "../../lib/artifact";
import { awsSite } from "../../lib/aws-site";
import { type Cell, cellOf } from "../../lib/inputs";
import { localPortCount, localSite } from "../../lib/local-site";
import { kitSchema } from "../../lib/settings/kit";
import { environmentSchema } from "../../lib/settings/parse";
import { tempo } from "../../lib/store/tempo";

type JsonMap = { readonly [key: string]: Json | undefined };

/** Two teams of one environment, kept for ten days. */
const cell: Cell = cellOf(
  {
    kit: kitSchema.parse({ region: "eu-west-1" }),
    environments: { prod: environmentSchema(alerts).parse({ retention: { days: 10 } }) },
    access: accessSchema.parse({
      teams: [
        { id: "payments", services: ["payments-mcp"] },
        { id: "search", services: ["search-mcp"] },
      ],
    }),
    rules: Object.values(alerts),
    dashboards: [],
  },
  "prod",
);

const ports = Array.from({ length: localPortCount(cell) }, (_, index) => 41_000 + index);

export const sites = { aws: awsSite(cell), local: localSite(cell, "/somewhere", ports) };

/** Tempo's two files on one of the sites. */
export function tempoFiles(kind: keyof typeof sites): { readonly config: JsonMap; readonly tenants: JsonMap } {
  const artifacts = tempo(cell, sites[kind]);
  return { config: content(artifacts, "prod/tempo.yaml"), tenants: content(artifacts, "prod/tempo-tenants.yaml") };
}

function content(artifacts: readonly Artifact[], path: string): JsonMap {
  const found = artifacts.find((artifact) => artifact.path === path);
  if (!found) throw new Error(`no ${path} among ${artifacts.map((artifact) => artifact.path).join(", ")}`);
  return found.content as JsonMap;
}

/** Every value that is not a map, by its dotted path. */
export function leaves(node: Json | undefined, path = ""): Record<string, Json> {
  if (typeof node !== "object" || node === null || Array.isArray(node)) return { [path]: node ?? null };
  return Object.assign({}, ...Object.entries(node).map(([key, value]) => leaves(value, path ? `${path}.${key}` : key)));
}
