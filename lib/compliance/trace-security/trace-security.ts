import {
  CfnResource,
  type IPolicyValidationContext,
  type IPolicyValidationPlugin,
  type PolicyValidationPluginReport,
  Stack,
} from "aws-cdk-lib";
import type { IConstruct } from "constructs";
import { ownPack } from "../packs";
import { Deployment } from "./deployment";
import type { Declared, TraceRule } from "./rule";
import { traceRules } from "./rules";

/**
 * The kit's own pack: what general packs cannot know of a trace backend. It reads templates and staged images, which is what gets
 * deployed, and not constructs, which an escape hatch or an aspect may contradict.
 */
export class TraceSecurity implements IPolicyValidationPlugin {
  readonly name = ownPack;
  readonly ruleIds = traceRules.map(ruleId);

  constructor(private readonly declared: Declared) {}

  validate({ stackTemplates, appConstruct }: IPolicyValidationContext): PolicyValidationPluginReport {
    const constructs = appConstruct.node.findAll();
    const stackNames = new Map(constructs.filter(Stack.isStack).map((stack) => [stack.node.path, stack.stackName]));
    const deployment = new Deployment(
      stackTemplates.map(({ stackConstructPath, templatePath }) => ({
        name: stackNames.get(stackConstructPath) ?? stackConstructPath,
        template: templatePath,
      })),
    );
    const paths = pathsOf(constructs);
    const violations = traceRules.flatMap((rule) =>
      rule.breaches(deployment, this.declared).map(({ resource, what }) => ({
        ruleName: ruleId(rule),
        description: `${what}. ${rule.statement} ${rule.why}`,
        severity: "error",
        violatingResources: [
          { constructPath: paths.get(`${resource.stack} ${resource.id}`) ?? resource.stack, locations: ["Properties"] },
        ],
      })),
    );
    return { success: violations.length === 0, violations };
  }
}

function ruleId({ id }: TraceRule): string {
  return `${ownPack}-${id}`;
}

/** Where each resource of the templates was made, so that it can be acknowledged there. */
function pathsOf(constructs: readonly IConstruct[]): ReadonlyMap<string, string> {
  return new Map(
    constructs.filter(CfnResource.isCfnResource).map((resource) => {
      const stack = Stack.of(resource);
      return [`${stack.stackName} ${stack.resolve(resource.logicalId)}`, resource.node.path];
    }),
  );
}
