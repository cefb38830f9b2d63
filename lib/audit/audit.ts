import { type Attempts, attempts } from "./attempts";
import { type FileFacts, fileFacts, noCode } from "./code/file-facts";
import { withCatalogs } from "./config/catalogs";
import { type ConfigFacts, noFacts } from "./config/config-facts";
import { readConfig } from "./config/read-config";
import type { Finding, Suppressed } from "./finding";
import { findingsOf } from "./findings";
import { type Portrait, portraitOf } from "./portrait";
import { type Project, projectOf, rootOf, visibleImports } from "./project";
import { type Grade, gradeOf, type Score, scoreOf } from "./score";
import { type Server, serversOf } from "./servers";
import type { SourceFile } from "./source-file";
import type { Subject } from "./subject";
import { sift } from "./suppression";

/** What was found of one server, or of what of the repository belongs to none. */
export interface Judged {
  readonly name: string;
  readonly kind: "server" | "repository";
  /** Places where it is made, such as `src/index.ts:12`. */
  readonly sites: readonly string[];
  readonly framework?: string;
  /** Files of code that belong to it. */
  readonly files: number;
  readonly portrait?: Portrait;
  readonly findings: readonly Finding[];
  readonly score: Score;
}

/** What an audit found. */
export interface Audit {
  readonly subjects: readonly Judged[];
  readonly suppressed: readonly Suppressed[];
  /** The grade of the worst: a chain of calls is as visible, and as safe, as its weakest server. */
  readonly grade: Grade;
  readonly points: number;
  /** What could not be read as it should: said, never passed over. */
  readonly problems: readonly string[];
  /** Files left out since they are tests. */
  readonly tests: number;
}

export interface AuditOptions {
  /** Look at tests too. Default: false. */
  readonly includeTests?: boolean;
}

/** What a rule can say something about; everything else is not parsed. */
const telling = /mcp|tool|span|trac|telemetry|otlp|sentry|logfire|propagat|opentelemetry/i;

/** Audits the files of one repository. Pure: nothing is read, run or sent. */
export function audit(files: readonly SourceFile[], options: AuditOptions = {}): Audit {
  const project = projectOf(files, options.includeTests ?? false);
  const tried = attempts();
  const read = reader(project, tried);
  const servers = serversOf(project, read);
  const config = withCatalogs(
    project.config.map((file) => tried.on(file.path, () => readConfig(file), noFacts(file.path))),
  );
  const subjects = subjectsOf(servers, config, project, read);
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  const sifted = subjects.map((subject) => ({
    subject,
    ...sift(findingsOf(subject, tried), (path) => texts.get(path) ?? ""),
  }));
  const judged = sifted.map(({ subject, findings }) => judgedOf(subject, findings));
  const points = Math.min(100, ...judged.map(({ score }) => score.points));
  return {
    subjects: judged,
    suppressed: sifted.flatMap(({ suppressed }) => suppressed),
    grade: gradeOf(points),
    points,
    problems: [
      ...new Set(tried.problems),
      ...subjects.flatMap(({ ownCode }) =>
        ownCode.filter(({ broken }) => broken).map(({ path }) => `${path}: parts do not parse; the rest was read`),
      ),
      ...config.flatMap(({ path, problem }) => (problem === undefined ? [] : [`${path}: ${problem}`])),
      ...sifted.flatMap(({ problems }) => problems),
    ],
    tests: project.tests,
  };
}

function reader(project: Project, tried: Attempts): (path: string) => FileFacts {
  const known = new Map<string, FileFacts>();
  return (path) => {
    const text = project.code.get(path) ?? "";
    const parse = () => fileFacts(path, text, project.imports.get(path) ?? [], visibleImports(path, project));
    const facts = known.get(path) ?? tried.on(path, parse, noCode(path, text));
    known.set(path, facts);
    return facts;
  };
}

/** Each server with its files, and the rest of the configuration. Every file has one owner, so nothing is told twice. */
function subjectsOf(
  servers: readonly Server[],
  config: readonly ConfigFacts[],
  project: Project,
  read: (path: string) => FileFacts,
): readonly Subject[] {
  const ownerOf = (path: string) => {
    const root = rootOf(path, project.roots);
    return (
      servers.find((server) => server.root === root && server.files.has(path)) ??
      servers.find(({ files }) => files.has(path))
    );
  };
  const [only, ...others] = servers;
  // Next to a server: in its package, or anywhere when there is but one server.
  const nextTo = (path: string) => {
    if (only && others.length === 0) return only;
    const above = servers.filter(({ root }) => root !== "" && path.startsWith(`${root}/`));
    return above.sort((a, b) => b.root.length - a.root.length)[0];
  };
  const subjects = servers.map((server): Subject => {
    const code = [...server.files].filter((path) => telling.test(project.code.get(path) ?? "")).map(read);
    return {
      name: server.name,
      server,
      code,
      ownCode: code.filter(({ path }) => ownerOf(path) === server),
      config: config.filter(({ path }) => nextTo(path) === server || nextTo(path) === undefined),
      ownConfig: config.filter(({ path }) => nextTo(path) === server),
    };
  });
  const left = config.filter(({ path }) => nextTo(path) === undefined);
  return left.length === 0
    ? subjects
    : [...subjects, { name: "the repository", code: [], ownCode: [], config, ownConfig: left }];
}

function judgedOf(subject: Subject, findings: readonly Finding[]): Judged {
  const { name, server } = subject;
  return {
    name,
    kind: server ? "server" : "repository",
    sites: server?.sites.map(({ file, line }) => `${file}:${line}`) ?? [],
    framework: server?.sites[0]?.framework.name,
    files: server?.files.size ?? 0,
    portrait: server && portraitOf(subject),
    findings,
    score: scoreOf(findings),
  };
}
