import type { SbomComponent } from "./component";

interface Locked {
  readonly version?: string;
  readonly integrity?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly link?: boolean;
}

const folder = "node_modules/";

/**
 * Every package that a package-lock.json (version 2 or 3) pins, once for each version. `running` are folders of those that are part of
 * a program on AWS, whatever npm installs them for.
 */
export function npmComponents(lockFile: string, running: ReadonlySet<string>): readonly SbomComponent[] {
  const { packages = {} } = JSON.parse(lockFile) as { packages?: Readonly<Record<string, Locked>> };
  const found = new Map<string, SbomComponent>();
  for (const [path, { version, integrity, license, dev = false, link = false }] of Object.entries(packages)) {
    if (!path.includes(folder) || version === undefined || link) continue;
    const name = path.slice(path.lastIndexOf(folder) + folder.length);
    const known = found.get(`${name}@${version}`);
    const sha512 = integrity?.startsWith("sha512-") ? hexadecimal(integrity.slice("sha512-".length)) : undefined;
    found.set(`${name}@${version}`, {
      kind: "npm",
      name,
      version,
      // Used by one thing that runs is enough.
      developmentOnly: dev && !running.has(path) && (known?.developmentOnly ?? true),
      ...(license !== undefined && { license }),
      ...(sha512 !== undefined && { sha512 }),
    });
  }
  return [...found.values()];
}

function hexadecimal(base64: string): string {
  return Buffer.from(base64, "base64").toString("hex");
}
