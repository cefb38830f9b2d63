import { Platform } from "aws-cdk-lib/aws-ecr-assets";
import { CpuArchitecture } from "aws-cdk-lib/aws-ecs";
import type { IConstruct } from "constructs";
import type { KitSettings } from "../settings/kit";

const key = "mcp-trace-kit:architecture";

/** What each processor is called by tasks and by images. */
const kinds = {
  arm64: { task: CpuArchitecture.ARM64, image: Platform.LINUX_ARM64 },
  x86_64: { task: CpuArchitecture.X86_64, image: Platform.LINUX_AMD64 },
} as const;

/** Says once, at the top, which processors everything below runs on. */
export function runOn(scope: IConstruct, architecture: KitSettings["architecture"]): void {
  scope.node.setContext(key, architecture);
}

/** What a task and its image are made for: both ask here, since one without the other does not start. */
export function architectureOf(scope: IConstruct): (typeof kinds)[keyof typeof kinds] {
  const name: unknown = scope.node.tryGetContext(key) ?? "arm64";
  return name === "x86_64" ? kinds.x86_64 : kinds.arm64;
}
