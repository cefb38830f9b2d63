import type { Chosen, DashboardQuery } from "../../lib/grafana/dashboard-queries";
import type { DataSource } from "../../lib/grafana/data-sources";
import type { Person } from "../people/identity-provider";
import { visit } from "../people/visits";
import type { RunningCell } from "../running-cell";

/** Unit: seconds, both. */
const range = 600;
const step = 5;

/** What a panel got: how many series, rows or spans, or what its data source said instead. */
export type PanelAnswer = { readonly items: number } | { readonly refused: string };

/** Asks one question of a panel as Grafana would: at the data source's own address at the gateway, with the token of who looks. */
export async function askPanel(
  cell: RunningCell,
  reader: Person,
  source: DataSource,
  question: DashboardQuery,
  { traceId, service }: Pick<Chosen, "traceId" | "service">,
): Promise<PanelAnswer> {
  const { path, count } = requestFor(cell, question, { traceId, service });
  const signal = source.kind === "metrics" ? "metrics" : "traces";
  const headers = cell.signIn.headers(cell.signIn.token(reader));
  const answer = await visit(cell, signal, source.prefix + path, headers);
  if (!("status" in answer)) return { refused: answer.refused };
  if (answer.status !== 200) return { refused: `${answer.status} ${answer.body.slice(0, 200)}` };
  return { items: count(answer.body) };
}

interface Request {
  readonly path: string;
  count(body: string): number;
}

function requestFor(
  { store }: RunningCell,
  { language, query, instant }: DashboardQuery,
  chosen: Pick<Chosen, "traceId" | "service">,
): Request {
  const end = Math.floor(Date.now() / 1_000);
  const between = { start: String(end - range), end: String(end) };
  const asked = (fields: Readonly<Record<string, string>>) => new URLSearchParams(fields).toString();
  switch (language) {
    case "promql":
      return {
        path: instant
          ? `/api/v1/query?${asked({ query })}`
          : `/api/v1/query_range?${asked({ query, ...between, step: String(step) })}`,
        count: (body) => list(body, "data", "result").length,
      };
    case "trace-id":
      return { path: store.api.path(chosen.traceId), count: (body) => store.api.spans(body).length };
    case "jaeger": {
      const micro = { start: `${between.start}000000`, end: `${between.end}000000` };
      const fields = { service: chosen.service, tags: tagsOf(query), limit: "20", ...micro };
      return { path: `/api/traces?${asked(fields)}`, count: (body) => list(body, "data").length };
    }
    case "traceql":
      return / \| \w+_over_time\(/.test(query)
        ? {
            path: `/api/metrics/query_range?${asked({ q: query, ...between, step: `${step}s` })}`,
            count: (body) => list(body, "series").length,
          }
        : { path: `/api/search?${asked({ q: query, ...between })}`, count: (body) => list(body, "traces").length };
  }
}

/** As Grafana sends what stands in the field for tags. */
function tagsOf(logfmt: string): string {
  const pairs = [...logfmt.matchAll(/([^\s=]+)="((?:[^"\\]|\\.)*)"/g)];
  return JSON.stringify(Object.fromEntries(pairs.map(([, key = "", value = ""]) => [key, value])));
}

function list(body: string, ...path: readonly string[]): readonly unknown[] {
  const found = path.reduce<unknown>(
    (value, key) => (typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined),
    JSON.parse(body),
  );
  return Array.isArray(found) ? found : [];
}
