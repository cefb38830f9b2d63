import type { Command } from "commander";
import {
  type CostLine,
  hoursPerMonth,
  type MonthlyCost,
  monthlyCost,
  type Unlisted,
} from "../../lib/cost/monthly-cost";
import { priceList } from "../../lib/cost/prices";
import { terminalColours } from "../../lib/terminal-colours";
import { loadInputs } from "../inputs";
import { templatesOf } from "../templates";
import { type CommonOptions, command, print, progress } from "./options";

const pc = terminalColours();

const about = `
Counts what is paid for whether or not anything is sent: nothing scaled up, no traffic, no data, no taxes, no discount. What is
paid for by use is named below the sum, and so is what the price list does not know. Prices: lib/cost/prices.ts.`;

export function costCommand(): Command {
  return command("cost", "what the stacks cost in a month in which nothing is sent, part by part")
    .addHelpText("after", about)
    .action(async ({ config, json }: CommonOptions) => {
      const inputs = await loadInputs(config, { deployed: true });
      const cost = await progress.during("synthesizing", async () => monthlyCost(await templatesOf(inputs)));
      print(json, { configuredRegion: inputs.kit.region, ...cost }, () => costText(cost, inputs.kit.region));
    });
}

/** The sum in one line, for those who asked for more than the cost. */
export function costSummary({ usd, region, date, unpriced }: MonthlyCost): string {
  const kinds = new Set(unpriced.map(({ type }) => type)).size;
  const gaps = kinds > 0 ? `, without ${kinds} ${kinds === 1 ? "kind" : "kinds"} of resources without a price` : "";
  return `about $${usd.toFixed(0)} a month at rest, in prices of ${region} of ${date}${gaps}; \`kit cost\` shows the parts`;
}

function costText(cost: MonthlyCost, region: string): string {
  const { lines, byUse, unpriced, unverified, usd } = cost;
  const stacks = [...new Set(lines.map(({ stack }) => stack))];
  const elsewhere = region === cost.region ? "" : `; ${region}, where the stacks go, may be up to 30 % dearer`;
  const text = [
    "",
    pc.bold(`US dollars a month at rest, in prices of ${cost.region} of ${cost.date}${elsewhere}`),
    ...stacks.flatMap((stack) => stackText(lines.filter((line) => line.stack === stack))),
    pc.bold(row("all stacks", "", usd)),
    ...section("Paid for by use, so nothing at rest", byUse, (line) => line),
    ...section("Without a price: the sum is too low by these", unpriced, pc.yellow),
    "",
    ...(unverified.length > 0 ? [`* from memory, to be compared with AWS: ${unverified.join(", ")}`] : []),
    "",
  ];
  return text.join("\n");
}

function stackText(lines: readonly CostLine[]): readonly string[] {
  const total = lines.reduce((sum, { usd }) => sum + usd, 0);
  return [pc.bold(row(lines[0]?.stack ?? "", "", total)), ...lines.map(lineText)];
}

function lineText({ part, price, quantity, usd }: CostLine): string {
  const { unit, per, usd: each, evidence } = priceList.prices[price];
  const time = per === "hour" ? ` × ${hoursPerMonth} h` : "";
  const mark = evidence === "unverified" ? " *" : "";
  return row(`  ${part}`, `${Number(quantity.toFixed(3))} × $${each}${time} (${unit})${mark}`, usd);
}

function row(name: string, how: string, usd: number): string {
  return `  ${name.padEnd(24)}${how.padEnd(62)}${usd.toFixed(2).padStart(10)}`;
}

/** Stacks that hold the same are named together. */
function section(title: string, all: readonly Unlisted[], paint: (text: string) => string): readonly string[] {
  if (all.length === 0) return [];
  const kinds = [...new Set(all.map(({ type, why }) => `${type}\n${why}`))].map((key) => {
    const [type = "", why = ""] = key.split("\n");
    const count = all.filter((one) => one.type === type && one.why === why).reduce((sum, one) => sum + one.count, 0);
    return paint(`  ${type} (${count}): ${why}`);
  });
  return ["", pc.bold(title), ...kinds];
}
