import type { Deployment, Json, Resource } from "./deployment";
import { valueText } from "./value-text";

/** How something starts tasks of ECS in the network. */
export interface TaskNetwork {
  /** What starts them. */
  readonly resource: Resource;
  /** Subnets, security groups and public address. Nothing where they are not said here, or cannot be read. */
  readonly settings: Json;
  /** Its security groups, as far as they are of this deployment. */
  readonly groups: readonly Resource[];
  /** What is started; nothing where it is not of this deployment. */
  readonly task: Resource | undefined;
}

/** A start as a kind of resource writes it. */
interface Written {
  readonly network: Json;
  readonly task: Json;
}

/** Where each kind of resource that starts tasks says how. */
const starters: Readonly<Record<string, (properties: Json) => readonly Written[]>> = {
  "AWS::ECS::Service": (service) => [{ network: service.NetworkConfiguration, task: service.TaskDefinition }],
  "AWS::ECS::TaskSet": (set) => [{ network: set.NetworkConfiguration, task: set.TaskDefinition }],
  "AWS::Scheduler::Schedule": ({ Target }) => ofTargets([Target?.EcsParameters]),
  "AWS::Events::Rule": ({ Targets = [] }) => ofTargets(Targets.map(({ EcsParameters }: Json) => EcsParameters)),
  "AWS::Pipes::Pipe": ({ TargetParameters }) => ofTargets([TargetParameters?.EcsTaskParameters]),
};

const machines = "AWS::StepFunctions::StateMachine";

/** A call of a state machine that starts tasks, by an integration of ECS or of the SDK. */
const start = /:ecs:(?:runTask|startTask|createService|updateService|createTaskSet)\b/i;

/** Everything that starts tasks: services, schedules and states alike. */
export function taskNetworks(deployment: Deployment): readonly TaskNetwork[] {
  return [...deployment.resources].flatMap((resource) => {
    const { type, properties, stack } = resource;
    const written = type === machines ? statesIn(resource, deployment) : (starters[type]?.(properties) ?? []);
    return written.map(({ network, task }) => {
      const settings = network?.AwsvpcConfiguration ?? network?.AwsVpcConfiguration;
      const groups = [settings?.SecurityGroups ?? []].flat().map((group: Json) => named(group, stack, deployment));
      return {
        resource,
        settings,
        groups: groups.filter((group) => group !== undefined),
        task: named(task, stack, deployment),
      };
    });
  });
}

/** The texts of a state machine have been put together already, so what they name is found by its own text. */
function named(value: Json, stack: string, deployment: Deployment): Resource | undefined {
  if (typeof value !== "string") return deployment.target(value, stack);
  return deployment.resources.find((one) => new RegExp(`^<${one.stack} ${one.id}[.>]`).test(value));
}

function ofTargets(parameters: readonly Json[]): readonly Written[] {
  return parameters
    .filter((ecs) => ecs !== undefined)
    .map((ecs) => ({ network: ecs.NetworkConfiguration, task: ecs.TaskDefinitionArn }));
}

/** A definition that is not here to be read counts as one that starts tasks and does not say how. */
function statesIn(machine: Resource, deployment: Deployment): readonly Written[] {
  const { Definition, DefinitionString } = machine.properties;
  try {
    const definition = Definition ?? JSON.parse(valueText(DefinitionString, machine.stack, deployment));
    return startsIn(definition);
  } catch {
    return [{ network: undefined, task: undefined }];
  }
}

function startsIn(node: Json): readonly Written[] {
  if (typeof node !== "object" || node === null) return [];
  const { Type, Resource, Arguments, Parameters } = node;
  const call = Arguments ?? Parameters;
  const own =
    Type === "Task" && start.test(JSON.stringify(Resource ?? ""))
      ? [{ network: call?.NetworkConfiguration, task: call?.TaskDefinition }]
      : [];
  return [...own, ...Object.values(node).flatMap(startsIn)];
}
