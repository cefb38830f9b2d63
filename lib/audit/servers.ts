import type { FileFacts, ServerSite } from "./code/file-facts";
import { type Framework, frameworks } from "./knowledge/frameworks";
import { type Project, reach, rootOf, visibleImports } from "./project";

/** A place where a server is made, with its file. */
export interface Site extends ServerSite {
  readonly file: string;
}

/** An MCP server: where it is made, and the files that make it up. */
export interface Server {
  readonly name: string;
  readonly root: string;
  readonly sites: readonly Site[];
  readonly files: ReadonlySet<string>;
  /** Local files that a file imports. */
  readonly uses: Project["uses"];
}

/** Finds every server, and says which files belong to it. `read` reads a file's facts. */
export function serversOf(project: Project, read: (path: string) => FileFacts): readonly Server[] {
  const asked = [...project.code.keys()].filter((path) => mayServe(path, project));
  const made = asked.flatMap((path) => read(path).servers.map((site): Site => ({ ...site, file: path })));
  const sites = [...made, ...madeElsewhere(asked, made, project, read)];
  const serving = new Set(sites.map(({ file }) => rootOf(file, project.roots)));
  const inside = filesByRoot(project);
  return [...serving].flatMap((root) => {
    const groups = grouped(
      sites.filter(({ file }) => rootOf(file, project.roots) === root),
      project,
    );
    return withFiles(root, groups, inside.get(root) ?? [], serving, project);
  });
}

/** Tools of a package in which nothing known makes a server: a class of its own does, or a function it is handed to. */
function madeElsewhere(
  asked: readonly string[],
  made: readonly Site[],
  project: Project,
  read: (path: string) => FileFacts,
): readonly Site[] {
  const serving = new Set(made.map(({ file }) => rootOf(file, project.roots)));
  return asked
    .filter((path) => !serving.has(rootOf(path, project.roots)))
    .flatMap((path) => {
      const framework = frameworkOf(path, project);
      const tool = read(path).tools.find(({ by }) => registering.test(by));
      return framework && tool ? [{ framework, line: tool.line, file: path }] : [];
    });
}

/** Ways to make a tool that nothing but a server has. */
const registering = /^(?:tool|registerTool|tools\/call|add_tool)$/;

function frameworkOf(path: string, project: Project): Framework | undefined {
  const visible = visibleImports(path, project);
  const language = path.endsWith(".py") ? "python" : "javascript";
  return frameworks.find(
    (known) => known.language === language && visible.some(({ module }) => known.module.test(module)),
  );
}

function mayServe(path: string, project: Project): boolean {
  return frameworkOf(path, project) !== undefined;
}

/** Sites that some file brings together are one server: an entry that imports both, or the file itself. */
function grouped(sites: readonly Site[], project: Project): readonly (readonly Site[])[] {
  const groups: { sites: Site[]; above: Set<string> }[] = [];
  for (const site of sites) {
    const above = new Set(reach([site.file], project.usedBy));
    const same = groups.filter((group) => [...above].some((path) => group.above.has(path)));
    const merged = { sites: [...same.flatMap((group) => group.sites), site], above };
    for (const group of same) {
      for (const path of group.above) merged.above.add(path);
      groups.splice(groups.indexOf(group), 1);
    }
    groups.push(merged);
  }
  return groups.map((group) => group.sites);
}

function filesByRoot(project: Project): ReadonlyMap<string, readonly string[]> {
  const files = new Map<string, string[]>();
  for (const path of project.code.keys()) {
    const root = rootOf(path, project.roots);
    const known = files.get(root);
    if (known) known.push(path);
    else files.set(root, [path]);
  }
  return files;
}

function withFiles(
  root: string,
  groups: readonly (readonly Site[])[],
  inside: readonly string[],
  serving: ReadonlySet<string>,
  project: Project,
): readonly Server[] {
  // Another server's package is not entered: its spans are not ours.
  const enter = (path: string) => {
    const other = rootOf(path, project.roots);
    return other === root || !serving.has(other);
  };
  const reached = groups.map((sites) =>
    reach(
      reach(
        sites.map(({ file }) => file),
        project.usedBy,
        enter,
      ),
      project.uses,
      enter,
    ),
  );
  const orphans = inside.filter((path) => !reached.some((files) => files.has(path)));
  return groups.map((sites, index) => {
    const files = new Set([...(reached[index] ?? []), ...orphans.filter((path) => nearest(path, groups) === index)]);
    return { name: nameOf(root, sites, groups.length), root, sites, files, uses: project.uses };
  });
}

/** The group with the longest common path: what nothing imports may still be loaded by name. */
function nearest(path: string, groups: readonly (readonly Site[])[]): number {
  const common = groups.map((sites) => Math.max(...sites.map(({ file }) => commonLength(path, file))));
  return common.indexOf(Math.max(...common));
}

function commonLength(a: string, b: string): number {
  const [left, right] = [a.split("/"), b.split("/")];
  const differs = left.findIndex((part, index) => part !== right[index]);
  return differs < 0 ? left.length : differs;
}

/** The name it gives itself; else its folder, or its file where there are several. */
function nameOf(root: string, sites: readonly Site[], servers: number): string {
  const named = sites.find(({ name }) => name !== undefined)?.name;
  if (named !== undefined) return named;
  return servers > 1 || root === "" ? (sites[0]?.file ?? root) : root;
}
