import type { FileFacts } from "./code/file-facts";
import { type Leak, leaksIn } from "./code/leaks";
import type { ConfigFacts } from "./config/config-facts";
import type { Place } from "./finding";
import type { Instrumentation } from "./knowledge/instrumentation";
import { instrumentations } from "./knowledge/instrumentations";
import { isOfServer } from "./server-config";
import type { Server } from "./servers";

/** What rules look at: a server, or what of a repository belongs to no server. */
export interface Subject {
  readonly name: string;
  readonly server?: Server;
  /** Files that are part of the server, for what it does. */
  readonly code: readonly FileFacts[];
  /** Files whose faults count for this subject: each file has one owner. */
  readonly ownCode: readonly FileFacts[];
  /** Configuration that may apply to it. */
  readonly config: readonly ConfigFacts[];
  readonly ownConfig: readonly ConfigFacts[];
}

/** A library at work in a subject, and how that is known. */
export interface Active {
  readonly instrumentation: Instrumentation;
  readonly place: Place;
  /** Text of the call that started it. */
  readonly text: string;
}

/** Libraries that are started in code, built into the framework's version, or started without code. */
export function activeLibraries({ server, code, config }: Subject): readonly Active[] {
  const started = code.flatMap(({ path, started }) =>
    started.map(({ instrumentation, line, text }) => ({ instrumentation, place: { file: path, line }, text })),
  );
  const dependencyOf = (name: string) => {
    const found = config.flatMap(({ path, dependencies }) => {
      const known = dependencies.get(name);
      return known ? [{ ...known, file: path }] : [];
    });
    // What a lock file says is what is installed.
    return found.find(({ file }) => file.endsWith(".lock")) ?? found[0];
  };
  const builtIn = instrumentations.flatMap((instrumentation): readonly Active[] => {
    const version = server && instrumentation.builtIn && builtInVersion(server, instrumentation, dependencyOf);
    return version ? [{ instrumentation, place: version, text: "" }] : [];
  });
  const command = config.find(({ path, zeroCode }) => zeroCode !== undefined && (!server || isOfServer(path, server)));
  const withoutCode = instrumentations.flatMap((instrumentation): readonly Active[] => {
    const dependency = instrumentation.zeroCode && dependencyOf(instrumentation.zeroCode);
    if (!command || !dependency) return [];
    return [{ instrumentation, place: { file: command.path, line: command.zeroCode ?? 1 }, text: "" }];
  });
  return [...started, ...builtIn, ...withoutCode];
}

function builtInVersion(
  server: Server,
  { builtIn }: Instrumentation,
  dependencyOf: (name: string) => { readonly major?: number; readonly line: number; readonly file: string } | undefined,
): Place | undefined {
  if (!builtIn) return undefined;
  const site = server.sites.find(
    ({ framework }) => framework.language === "python" && framework.package === builtIn.package,
  );
  if (!site) return undefined;
  const { implies } = site.framework;
  if (implies !== undefined) return implies >= builtIn.major ? { file: site.file, line: site.line } : undefined;
  const dependency = dependencyOf(builtIn.package);
  // Without a version the newest is installed.
  if (!dependency || (dependency.major ?? Number.POSITIVE_INFINITY) < builtIn.major) return undefined;
  return { file: dependency.file, line: dependency.line };
}

const endpoint = /^OTEL_EXPORTER_OTLP(?:_TRACES)?_ENDPOINT$/;

/** Steps that clean spans before they leave. A hook of an error tracker does so where nothing else sends spans. */
export function scrubSteps(subject: Subject): readonly Place[] {
  const { code, config, server } = subject;
  const otherWay = code.some(({ exporters }) => exporters.length > 0) || variableOf(subject, endpoint) !== undefined;
  const inCode = code.flatMap(({ path, scrubbing }) =>
    scrubbing
      .filter(({ by, hook }) => (by === undefined || isUsed(by, code)) && !(hook && otherWay))
      .map(({ line }) => ({ file: path, line })),
  );
  const inCollectors = config
    .filter(({ path, scrubbing }) => scrubbing.length > 0 && (!server || isOfServer(path, server)))
    .flatMap(({ path, scrubbing }) => scrubbing.map((line) => ({ file: path, line })));
  return [...inCode, ...inCollectors];
}

/** Where a caller's context is taken over by hand, in functions that somebody calls. */
export function contextSteps({ code }: Subject): readonly Place[] {
  return code.flatMap(({ path, context }) =>
    context.filter(({ by }) => by === undefined || isUsed(by, code)).map(({ line }) => ({ file: path, line })),
  );
}

/** Whether a function or a class is named anywhere but where it is defined. */
function isUsed(name: string, code: Subject["code"]): boolean {
  const word = new RegExp(`\\b${name.replaceAll("$", "\\$")}\\b`, "g");
  return code.reduce((sum, { text }) => sum + (text.match(word)?.length ?? 0), 0) > 1;
}

/** Where tool input goes onto spans, in the subject's own files. */
export function leaksOf({ code, ownCode }: Subject): readonly (Leak & { readonly file: string })[] {
  const tools = code.flatMap(({ tools, text }) => tools.map((tool) => ({ tool, text })));
  const names = new Set(tools.flatMap(({ tool, text }) => tool.references.flatMap((name) => withOrigin(name, text))));
  const wrappers = new Map(
    tools.flatMap(({ tool, text }) =>
      tool.wrappers.flatMap((name) => withOrigin(name, text)).map((name) => [name, tool.input] as const),
    ),
  );
  return ownCode.flatMap((facts) => leaksIn(facts, { names, wrappers }).map((leak) => ({ ...leak, file: facts.path })));
}

/** A name, and the one it has where it comes from: `import { run as runPrice }`. */
function withOrigin(name: string, text: string): readonly string[] {
  if (!/^[\w$]+$/.test(name)) return [];
  const [, origin] = new RegExp(`([\\w$]+)\\s+as\\s+${name.replaceAll("$", "\\$")}(?![\\w$])`).exec(text) ?? [];
  return origin === undefined ? [name] : [name, origin];
}

/** The first place where the server is made. */
export function placeOf({ server }: Subject): Place {
  const site = server?.sites[0];
  return { file: site?.file ?? "", line: site?.line ?? 1 };
}

/** What a variable is set to in any of the subject's configuration. */
export function variableOf({ config }: Subject, name: string | RegExp): string | undefined {
  const named = typeof name === "string" ? (other: string) => other === name : (other: string) => name.test(other);
  return config.flatMap(({ variables }) => variables).find((variable) => named(variable.name))?.value;
}
