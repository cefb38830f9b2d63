import { type Charge, NoPrice } from "./charge";
import { isFree } from "./free-types";
import { priceRules } from "./price-rules";
import { type PriceId, type PriceList, priceList } from "./prices";
import type { Resource, Template } from "./template";

/** What one unit is paid for in a month, as AWS's own calculator counts. Unit: hours. */
export const hoursPerMonth = 730;

/** What one kind of unit costs in one part of a stack. */
export interface CostLine {
  readonly stack: string;
  /** Such as `Fargate` or `interface endpoints`. */
  readonly part: string;
  readonly price: PriceId;
  readonly quantity: number;
  readonly usd: number;
}

/** Resources that nothing is paid for at rest, or whose price is not known. */
export interface Unlisted {
  readonly stack: string;
  readonly type: string;
  readonly count: number;
  readonly why: string;
}

export interface MonthlyCost {
  /** Sum of all lines. Unit: US dollars a month. */
  readonly usd: number;
  readonly lines: readonly CostLine[];
  /** What is paid for by use, and by which. */
  readonly byUse: readonly Unlisted[];
  /** What surely costs something that the sum leaves out. */
  readonly unpriced: readonly Unlisted[];
  /** Prices in the sum that nobody compared with AWS. */
  readonly unverified: readonly PriceId[];
  readonly region: string;
  readonly date: string;
}

/** What templates, by stack, cost in a month in which nobody uses anything: no traffic, no data, nothing scaled up. */
export function monthlyCost(templates: Readonly<Record<string, Template>>, list: PriceList = priceList): MonthlyCost {
  const found = Object.entries(templates).flatMap(([stack, template]) =>
    Object.values(template.Resources ?? {}).map((resource) => ({ stack, resource, ...judge(resource, template) })),
  );
  const lines = summed(
    found.flatMap(({ stack, part = "", charges = [] }) => charges.map((charge) => ({ stack, part, ...charge }))),
    list,
  );
  const { region, date, prices } = list;
  const used = [...new Set(lines.map(({ price }) => price))];
  return {
    usd: lines.reduce((sum, { usd }) => sum + usd, 0),
    lines,
    byUse: counted(found, "byUse"),
    unpriced: counted(found, "unpriced"),
    unverified: used.filter((price) => prices[price].evidence === "unverified"),
    region,
    date,
  };
}

interface Judgement {
  readonly part?: string;
  readonly charges?: readonly Charge[];
  readonly byUse?: string;
  readonly unpriced?: string;
}

function judge(resource: Resource, template: Template): Judgement {
  const rule = Object.hasOwn(priceRules, resource.Type) ? priceRules[resource.Type] : undefined;
  if (!rule) return isFree(resource.Type) ? {} : { unpriced: "its type is not on the price list" };
  if ("byUse" in rule) return { byUse: rule.byUse };
  try {
    return { part: rule.part, charges: rule.charges(resource, template) };
  } catch (error) {
    if (error instanceof NoPrice) return { unpriced: error.message };
    throw error;
  }
}

/** One line for equal units of a part. */
function summed(charges: readonly Omit<CostLine, "usd">[], { prices }: PriceList): readonly CostLine[] {
  const lines = new Map<string, CostLine>();
  for (const { stack, part, price, quantity } of charges) {
    if (quantity === 0) continue;
    const key = [stack, part, price].join("\n");
    const total = quantity + (lines.get(key)?.quantity ?? 0);
    const { usd, per } = prices[price];
    lines.set(key, { stack, part, price, quantity: total, usd: total * usd * (per === "hour" ? hoursPerMonth : 1) });
  }
  return [...lines.values()];
}

function counted(
  found: readonly (Judgement & { readonly stack: string; readonly resource: Resource })[],
  kind: "byUse" | "unpriced",
): readonly Unlisted[] {
  const all = new Map<string, Unlisted>();
  for (const { stack, resource, [kind]: why } of found) {
    if (why === undefined) continue;
    const key = [stack, resource.Type, why].join("\n");
    all.set(key, { stack, type: resource.Type, count: (all.get(key)?.count ?? 0) + 1, why });
  }
  return [...all.values()];
}
