import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Supervisor } from "../rehearsal/programs/supervisor";

/** Processor time of all threads of a process, as the Linux scheduler counts it. Unit: seconds. */
export async function processorSeconds(pid: number): Promise<number> {
  const tasks = `/proc/${pid}/task`;
  const threads = await Promise.all((await readdir(tasks)).map((id) => readFile(join(tasks, id, "schedstat"), "utf8")));
  return threads.reduce((sum, text) => sum + Number(text.split(" ")[0]), 0) / 1e9;
}

/** Seconds by program. */
export type ProcessorTime = Readonly<Record<string, number>>;

/** The one who asks, which is this process. */
export const client = "client";

/** Processor time of some of a cell's programs, and of this process, so far. */
export async function processorTime(supervisor: Supervisor, names: readonly string[]): Promise<ProcessorTime> {
  const running = [...supervisor.processes(), { name: client, pid: process.pid }];
  const asked = running.filter(({ name }) => name === client || names.includes(name));
  return Object.fromEntries(
    await Promise.all(asked.map(async ({ name, pid }) => [name, await processorSeconds(pid)] as const)),
  );
}

export function since(before: ProcessorTime, now: ProcessorTime): ProcessorTime {
  return Object.fromEntries(Object.entries(now).map(([name, seconds]) => [name, seconds - (before[name] ?? 0)]));
}
