import { Fn, PermissionsBoundary, Stack, type StackProps } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { runOn } from "../constructs/architecture";
import type { KitSettings } from "../settings/kit";

/** Availability zones every installation uses: two survive the loss of one, a third would add half again to the endpoints' price. */
const zones = 2;

export interface KitStackProps extends StackProps {
  readonly kit: KitSettings;
}

/** A stack in the configured region of whatever account deploys it. Synthesis needs no account and looks nothing up. */
export class KitStack extends Stack {
  constructor(scope: Construct, id: string, { kit, ...props }: KitStackProps) {
    super(scope, id, {
      ...props,
      stackName: `${kit.name}-${id}`,
      env: { region: kit.region },
      tags: { ...kit.tags, "mcp-trace-kit": kit.name, ...props.tags },
      ...(kit.permissionsBoundary !== undefined && { permissionsBoundary: boundary(kit.permissionsBoundary) }),
    });
    runOn(this, kit.architecture);
  }

  /** Asked of CloudFormation at deployment. Otherwise a named account would make synthesis look the zones up. */
  override get availabilityZones(): string[] {
    return Array.from({ length: zones }, (_, index) => Fn.select(index, Fn.getAzs()));
  }
}

function boundary(policy: string): PermissionsBoundary {
  return policy.startsWith("arn:") ? PermissionsBoundary.fromArn(policy) : PermissionsBoundary.fromName(policy);
}
