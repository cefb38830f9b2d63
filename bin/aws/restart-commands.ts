import { grafanaFolder } from "../../lib/grafana/folders";
import type { Inputs } from "../../lib/inputs";
import type { Aws } from "./aws-cli";
import { stackResources } from "./stack-resources";

/** Commands that start the tasks of changed programs anew; none where no stack with tasks is deployed yet. */
export async function restartCommands(
  aws: Aws,
  { kit }: Pick<Inputs, "kit">,
  changed: readonly { readonly environment: string; readonly program: string }[],
): Promise<readonly string[]> {
  const stacks = new Set(
    changed.map(({ environment, program }) => {
      return program === "grafana-alerting" ? grafanaFolder : `cell-${environment}`;
    }),
  );
  const commands: string[] = [];
  for (const stack of stacks) {
    const resources = (await stackResources(aws, `${kit.name}-${stack}`)) ?? [];
    for (const { ResourceType: type, PhysicalResourceId: arn = "" } of resources) {
      // arn:aws:ecs:<region>:<account>:service/<cluster>/<service>
      const [, cluster, service] = arn.split("/");
      if (type !== "AWS::ECS::Service" || !cluster || !service) continue;
      commands.push(
        `aws ecs update-service --force-new-deployment --region ${kit.region} --cluster ${cluster} --service ${service}`,
      );
    }
  }
  return commands;
}
