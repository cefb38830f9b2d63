import type { SbomComponent } from "./component";

/** Every module that a go.mod requires, with its checksum of go.sum. Modules of the repository itself are replaced by a path, and left out. */
export function goComponents(goMod: string, goSum: string, developmentOnly: boolean): readonly SbomComponent[] {
  const sums = new Map(
    goSum
      .split("\n")
      .map((line) => line.split(" "))
      .filter(([, version]) => version && !version.endsWith("/go.mod"))
      .map(([name, version, sum]) => [`${name} ${version}`, sum] as const),
  );
  const own = new Set(
    [...goMod.matchAll(/^(?:replace\s+|\s+)(\S+)(?:\s+v\S+)?\s+=>\s+\.\.?\//gm)].map(([, name]) => name),
  );
  const required = [...goMod.matchAll(/^(?:require\s+|\t)([^\s()]+)\s+(v[^\s/]+)(?:\s*\/\/.*)?$/gm)];
  return required
    .filter(([, name]) => !own.has(name))
    .map(([, name = "", version = ""]) => {
      const h1 = sums.get(`${name} ${version}`);
      return { kind: "go", name, version, developmentOnly, ...(h1 !== undefined && { h1 }) };
    });
}
