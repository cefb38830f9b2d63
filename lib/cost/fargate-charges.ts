import { type Charge, NoPrice } from "./charge";
import { numberIn, type Resource, type Template } from "./template";

/** Disk that comes with every task. Unit: GB. */
const includedDisk = 20;

/** What the tasks of a service cost that is never scaled up: cores, memory, disk and public addresses. */
export function fargateCharges({ Properties }: Resource, template: Template): readonly Charge[] {
  const tasks = numberIn(Properties?.DesiredCount) ?? 1;
  const task = template.Resources?.[Properties?.TaskDefinition?.Ref]?.Properties;
  const cpu = numberIn(task?.Cpu);
  const memory = numberIn(task?.Memory);
  if (cpu === undefined || memory === undefined) throw new NoPrice("the size of its task is not in the template");
  const arm = task.RuntimePlatform?.CpuArchitecture === "ARM64";
  const disk = Math.max(0, (numberIn(task.EphemeralStorage?.SizeInGiB) ?? includedDisk) - includedDisk);
  const outward = Properties.NetworkConfiguration?.AwsvpcConfiguration?.AssignPublicIp === "ENABLED";
  return [
    { price: arm ? "fargate-arm-vcpu" : "fargate-x86-vcpu", quantity: (tasks * cpu) / 1024 },
    { price: arm ? "fargate-arm-gb" : "fargate-x86-gb", quantity: (tasks * memory) / 1024 },
    ...(disk > 0 ? [{ price: "fargate-disk-gb" as const, quantity: tasks * disk }] : []),
    ...(outward ? [{ price: "public-address" as const, quantity: tasks }] : []),
  ];
}
