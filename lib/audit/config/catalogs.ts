import { posix } from "node:path";
import type { ConfigFacts } from "./config-facts";
import { yamlDocuments } from "./yaml-documents";

/** Major versions in the catalogs of a pnpm workspace, by catalog and package: `default @sentry/node`. */
export function catalogsOf(text: string): Pick<ConfigFacts, "catalogs" | "problem"> {
  const { documents, problem } = yamlDocuments(text);
  const catalogs = documents.flatMap((document) => {
    const unnamed = document.get("catalog");
    return [...(unnamed ? [["default", unnamed] as const] : []), ...(document.get("catalogs")?.entries() ?? [])];
  });
  const versions = catalogs.flatMap(([catalog, packages]) =>
    packages.entries().map(([name, version]) => {
      const [, major] = /^[~^>=\s]*(\d+)/.exec(String(version.value)) ?? [];
      return [`${catalog} ${name}`, Number(major)] as const;
    }),
  );
  return { catalogs: new Map(versions.filter(([, major]) => !Number.isNaN(major))), problem };
}

/** Gives dependencies that name a catalog (`catalog:`) the version that the workspace above them has there. */
export function withCatalogs(config: readonly ConfigFacts[]): readonly ConfigFacts[] {
  const workspaces = config
    .flatMap(({ path, catalogs }) => (catalogs ? [{ folder: posix.dirname(path), catalogs }] : []))
    .sort((a, b) => b.folder.length - a.folder.length);
  if (workspaces.length === 0) return config;
  return config.map((facts) => {
    const above = workspaces.find(({ folder }) => folder === "." || facts.path.startsWith(`${folder}/`));
    const resolved = [...facts.dependencies].map(([name, version]) => {
      const major = version.catalog === undefined ? undefined : above?.catalogs.get(`${version.catalog} ${name}`);
      return [name, major === undefined ? version : { ...version, major }] as const;
    });
    return { ...facts, dependencies: new Map(resolved) };
  });
}
