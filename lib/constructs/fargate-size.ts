/** What Fargate offers: for each CPU amount the memory it goes with, in MiB. */
const offers: readonly { cpu: number; from: number; to: number; step: number }[] = [
  { cpu: 512, from: 1024, to: 4096, step: 1024 },
  { cpu: 1024, from: 2048, to: 8192, step: 1024 },
  { cpu: 2048, from: 4096, to: 16_384, step: 1024 },
  { cpu: 4096, from: 8192, to: 30_720, step: 1024 },
  { cpu: 8192, from: 16_384, to: 61_440, step: 4096 },
];

export interface FargateSize {
  readonly cpu: number;
  readonly memoryLimitMiB: number;
}

/** The smallest task Fargate offers with at least this much memory, in MiB, and CPU, in units of 1/1024 of a core. */
export function fargateSize(memoryMiB: number, leastCpu: number): FargateSize {
  const offer = offers.find(({ cpu, to }) => cpu >= leastCpu && to >= memoryMiB);
  if (!offer) {
    throw new Error(
      `no Fargate task has ${memoryMiB} MiB and ${leastCpu} CPU units; allowed: up to 61440 MiB and 8192 units; lower collector.memoryMiB`,
    );
  }
  const { cpu, from, step } = offer;
  return { cpu, memoryLimitMiB: Math.max(from, Math.ceil(memoryMiB / step) * step) };
}
