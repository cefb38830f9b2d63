import { readFile } from "node:fs/promises";

/** What a detector tells, by metric: how many series, and what they add up to; of what has reasons each of them. */
export interface Told {
  readonly series: Readonly<Record<string, number>>;
  readonly sum: Readonly<Record<string, number>>;
}

export async function told(url: string, by = "reason"): Promise<Told> {
  const text = await (await fetch(url)).text();
  const series: Record<string, number> = {};
  const sum: Record<string, number> = {};
  for (const line of text.split("\n")) {
    const [, name, labels = "", value] = /^([a-z_]+)(?:\{(.*)\})? (\S+)/.exec(line) ?? [];
    if (name === undefined || !name.startsWith("mcp_")) continue;
    const reason = new RegExp(`${by}="([^"]*)"`).exec(labels)?.[1];
    const key = reason === undefined ? name : `${name} ${reason}`;
    series[key] = (series[key] ?? 0) + 1;
    sum[key] = (sum[key] ?? 0) + Number(value);
  }
  return { series, sum };
}

/** Memory of a process now and at its highest, as Linux tells it. Unit: MiB. */
export async function memory(pid: number): Promise<{ readonly now: number; readonly highest: number }> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  const kiB = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(status)?.[1] ?? Number.NaN);
  return { now: kiB("VmRSS") / 1024, highest: kiB("VmHWM") / 1024 };
}
