import { parse } from "yaml";
import type { Json } from "../artifact";

interface Query {
  readonly refId: string;
  readonly datasourceUid: string;
  readonly model: {
    readonly expr?: string;
    readonly instant?: boolean;
    readonly type?: string;
    readonly expression?: string;
    readonly conditions?: readonly {
      readonly evaluator: { readonly type: string; readonly params: readonly number[] };
    }[];
  };
}

interface Rule {
  readonly title: string;
  readonly condition: string;
  readonly for: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly data: readonly Query[];
}

interface RuleFile {
  readonly groups: readonly { readonly name: string; readonly interval: string; readonly rules: readonly Rule[] }[];
}

const signs: Readonly<Record<string, string>> = { gt: ">", gte: ">=", lt: "<" };

/**
 * What Grafana would evaluate, as a Prometheus rule file: read from the text of the provisioning file, and from nothing else. It
 * follows the condition to its threshold and from there to the query, and stops at what it does not know.
 */
export function readGrafanaRules(text: string): Json {
  const { groups } = parse(text) as RuleFile;
  return { groups: groups.map(({ name, interval, rules }) => ({ name, interval, rules: rules.map(read) })) };
}

function read({ title, condition, for: pending, labels, annotations, data }: Rule): Json {
  const query = (refId: string | undefined) => {
    const found = data.filter((one) => one.refId === refId);
    if (found.length !== 1 || !found[0]) throw new Error(`rule "${title}" has ${found.length} queries "${refId}"`);
    return found[0];
  };
  const { datasourceUid, model: threshold } = query(condition);
  const [only, ...others] = threshold.conditions ?? [];
  const sign = signs[only?.evaluator.type ?? ""];
  const limit = only?.evaluator.params[0];
  if (
    datasourceUid !== "__expr__" ||
    threshold.type !== "threshold" ||
    others.length > 0 ||
    !sign ||
    limit === undefined
  ) {
    throw new Error(`the condition of rule "${title}" is not one threshold`);
  }
  const { model } = query(threshold.expression);
  if (model.expr === undefined || model.instant !== true) throw new Error(`rule "${title}" compares no instant query`);
  return {
    alert: title,
    // In brackets: Grafana compares the whole result.
    expr: `(${model.expr}) ${sign} ${limit}`,
    for: pending,
    labels,
    // What only Grafana calls so.
    annotations: Object.fromEntries(
      Object.entries(annotations).map(([name, value]) => [name, value.replaceAll("$values.A.Value", "$value")]),
    ),
  };
}
