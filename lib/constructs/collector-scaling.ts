import { Duration } from "aws-cdk-lib";
import type { FargateService } from "aws-cdk-lib/aws-ecs";

/** Load from which on a task is added: a gateway and a collector at full load refuse, and a new task takes minutes. Unit: percent. */
const cpuPercent = 60;

/** A full queue shows in memory before it is full on disk: each request in flight lies there. Unit: percent. */
const memoryPercent = 70;

/**
 * Adds collectors while they have too much to do. None is ever taken away by itself: a task that stops takes with it what its queue
 * has not delivered, and a queue is longest while its destination is away, when the load is low. A deployment goes back to `tasks`.
 */
export function addCollectors(service: FargateService, { tasks, maxTasks }: { tasks: number; maxTasks: number }): void {
  if (maxTasks <= tasks) return;
  const count = service.autoScaleTaskCount({ minCapacity: tasks, maxCapacity: maxTasks });
  const slowly = { disableScaleIn: true, scaleOutCooldown: Duration.minutes(2) };
  count.scaleOnCpuUtilization("Cpu", { targetUtilizationPercent: cpuPercent, ...slowly });
  count.scaleOnMemoryUtilization("Memory", { targetUtilizationPercent: memoryPercent, ...slowly });
}
