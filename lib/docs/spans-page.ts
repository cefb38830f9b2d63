/** A span as a server emitted it, without what differs from run to run. */
interface EmittedSpan {
  readonly name: string;
  readonly kind: string;
  readonly status: string;
  readonly trace: string;
  readonly links: number;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** Spans by case, of one generation of the SDK. */
export type EmittedCases = Readonly<Record<string, readonly EmittedSpan[]>>;

type Attributes = EmittedSpan["attributes"];

/** The case that the others are told by. */
const plain = "success";

/** What the span's own name says already, and what depends on the trace's earlier calls. */
const untold = /^(?:mcp\.tool\.name|gen_ai\.tool\.name|mcp\.loop\..*)$/;

function shown(value: unknown): string {
  return (typeof value === "string" ? value : JSON.stringify(value)).replaceAll("|", "\\|");
}

function assignments(attributes: Attributes): readonly string[] {
  return Object.entries(attributes).map(([key, value]) => `\`${key}\` = ${shown(value)}`);
}

/** What a span has that the plain one has not, or has another value of; and what it lacks. */
function differences(attributes: Attributes, from: Attributes): string {
  const told = Object.entries(attributes).filter(([key]) => !untold.test(key));
  const other = told.filter(([key, value]) => JSON.stringify(from[key]) !== JSON.stringify(value));
  const missing = Object.keys(from).filter((key) => !untold.test(key) && !(key in attributes));
  return [...assignments(Object.fromEntries(other)), ...missing.map((key) => `no \`${key}\``)].join("<br>");
}

/** Equal spans of a case stand in one row. */
function rowsOf(what: string, spans: readonly EmittedSpan[], from: Attributes): readonly string[] {
  const rows = new Map<string, number>();
  for (const { name, status, trace, links, attributes } of spans) {
    const parent = links > 0 ? `${trace}, ${links} linked` : trace;
    const row = `\`${name}\` | ${status} | ${parent} | ${differences(attributes, from)} |`;
    rows.set(row, (rows.get(row) ?? 0) + 1);
  }
  return [...rows].map(([row, count]) => `| ${what}${count > 1 ? ` (${count} spans)` : ""} | ${row}`);
}

function table(title: string, cases: EmittedCases): string {
  const from = cases[plain]?.[0]?.attributes ?? {};
  return [
    `## ${title}`,
    "",
    `A call that succeeds is a span \`${cases[plain]?.[0]?.name}\` of kind SERVER with`,
    "",
    ...assignments(from).map((line) => `- ${line}`),
    "",
    "| case | span | status | trace | otherwise than the call above |",
    "| --- | --- | --- | --- | --- |",
    ...Object.entries(cases).flatMap(([what, spans]) => rowsOf(what, spans, from)),
    "",
  ].join("\n");
}

/** What the instrumentation emits, as real servers emitted it. */
export function spansPage(sdks: Readonly<Record<string, EmittedCases>>): string {
  const intro = [
    "# Spans of an instrumented server",
    "",
    "Generated from what real servers exported; do not edit. Each case was played over HTTP, and the ones over two hops and the cancelled one",
    "over stdio as well, with the packed package installed beside the SDK. `npm run installations` plays them again, on OpenTelemetry 2 and 3,",
    "Node 20, 22 and 24, as ES modules and as CommonJS, and every combination has to emit exactly this.",
    "",
    "*trace*: `_meta` is the caller's trace from `params._meta`, `headers` the one from the HTTP headers, `own` one that the server began.",
    "`…` stands for what differs from run to run. The arguments were recorded in the mode `scrubbed`. The name of the tool and",
    "the counts `mcp.loop.*` are left out of the tables.",
    "",
  ].join("\n");
  return `${intro}\n${Object.entries(sdks)
    .map(([title, cases]) => table(title, cases))
    .join("\n")}`;
}
