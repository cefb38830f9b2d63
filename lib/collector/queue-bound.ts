import { targetsOf, tenantsOf } from "../access/tenant";
import { type Cell, cellOf, type Inputs } from "../inputs";
import type { Problem } from "../settings/problem";

/** What the image's layers take of a task's disk. Unit: GiB. */
const imageGiB = 5;

/** The largest disk that Fargate gives a task. Unit: GiB. Source: ECS developer guide, `ephemeralStorage`. */
const largestDiskGiB = 200;

/** What a collector keeps at most for destinations that do not take it, and loses with its task. */
export interface QueueBound {
  readonly queues: number;
  /** Of each queue. */
  readonly mib: number;
  /** Room for all of them at once, since a store and all backends can be away at the same time, and for the image. */
  readonly diskGiB: number;
}

export function queueBound(cell: Cell): QueueBound {
  const queues = tenantsOf(cell.access, cell.name).length + targetsOf(cell.access, cell.name).length;
  const mib = cell.settings.collector.queueMiB;
  return { queues, mib, diskGiB: imageGiB + Math.ceil((queues * mib) / 1024) };
}

/** Queues for which no task has a disk. */
export function queueProblems(inputs: Inputs, folder = "config"): readonly Problem[] {
  return Object.keys(inputs.environments).flatMap((name) => {
    const { queues, mib, diskGiB } = queueBound(cellOf(inputs, name));
    if (diskGiB <= largestDiskGiB) return [];
    const most = Math.floor(((largestDiskGiB - imageGiB) * 1024) / queues);
    return [
      {
        path: `${folder}/${name}.ts: collector.queueMiB`,
        value: mib,
        allowed: `at most ${most} MiB for each of ${queues} teams and targets: a task has ${largestDiskGiB} GiB of disk`,
        fix: `lower it to ${most} or less`,
      },
    ];
  });
}
