import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { type StagedImage, stagedImage } from "./staged-image";

// biome-ignore lint/suspicious/noExplicitAny: templates are open-ended JSON
export type Json = any;

/** A resource as CloudFormation gets it, escape hatches and aspects included. */
export interface Resource {
  readonly id: string;
  readonly type: string;
  readonly properties: Json;
  /** Stack it belongs to, by its name in AWS. */
  readonly stack: string;
  /** File of its template. */
  readonly template: string;
}

/** A container of a task, with the directory that its image is built from. */
export interface Container {
  readonly task: Resource;
  readonly name: string;
  readonly definition: Json;
  /** Nothing where the image is not built by this deployment. */
  readonly image: StagedImage | undefined;
}

interface Template {
  readonly Resources?: Readonly<Record<string, { readonly Type: string; readonly Properties?: Json }>>;
  readonly Outputs?: Readonly<Record<string, { readonly Value: Json; readonly Export?: { readonly Name: Json } }>>;
}

/** Everything that is deployed, read from the templates and from what lies beside them: what a rule of the pack looks at. */
export class Deployment {
  readonly resources: readonly Resource[];
  readonly containers: readonly Container[];
  private readonly templates: ReadonlyMap<string, Template>;
  private readonly byId: ReadonlyMap<string, Resource>;

  constructor(stacks: readonly { readonly name: string; readonly template: string }[]) {
    this.templates = new Map(
      stacks.map(({ name, template }) => [name, JSON.parse(readFileSync(template, "utf8")) as Template]),
    );
    this.resources = stacks.flatMap(({ name, template }) =>
      Object.entries(this.templates.get(name)?.Resources ?? {}).map(([id, { Type, Properties = {} }]) => ({
        id,
        type: Type,
        properties: Properties,
        stack: name,
        template,
      })),
    );
    this.byId = new Map(this.resources.map((resource) => [`${resource.stack} ${resource.id}`, resource]));
    this.containers = this.ofType("AWS::ECS::TaskDefinition").flatMap((task) =>
      (task.properties.ContainerDefinitions ?? []).map((definition: Json) => ({
        task,
        name: String(definition.Name),
        definition,
        image: stagedImage(definition.Image, dirname(task.template)),
      })),
    );
  }

  ofType(...types: readonly string[]): readonly Resource[] {
    return this.resources.filter(({ type }) => types.includes(type));
  }

  /** The resource that a value in a template of `stack` refers to, through other stacks' outputs as well. */
  target(value: Json, stack: string): Resource | undefined {
    if (typeof value !== "object" || value === null) return undefined;
    if (value.Ref !== undefined) return this.byId.get(`${stack} ${value.Ref}`);
    const attribute = value["Fn::GetAtt"];
    if (attribute !== undefined) {
      return this.byId.get(`${stack} ${Array.isArray(attribute) ? attribute[0] : String(attribute).split(".")[0]}`);
    }
    const output = value["Fn::GetStackOutput"];
    if (output !== undefined) return this.outputOf(output.StackName, output.OutputName);
    const name = value["Fn::ImportValue"];
    return name === undefined ? undefined : this.exported(name);
  }

  private outputOf(stack: string, output: string): Resource | undefined {
    return this.target(this.templates.get(stack)?.Outputs?.[output]?.Value, stack);
  }

  private exported(name: Json): Resource | undefined {
    for (const [stack, { Outputs = {} }] of this.templates) {
      const found = Object.values(Outputs).find(({ Export }) => Export !== undefined && Export.Name === name);
      if (found) return this.target(found.Value, stack);
    }
    return undefined;
  }

  /** Containers of the services that a security group belongs to. */
  containersIn(group: Resource): readonly Container[] {
    const tasks = this.ofType("AWS::ECS::Service")
      .filter((service) => this.groupsOf(service).includes(group))
      .map(({ properties, stack }) => this.target(properties.TaskDefinition, stack));
    return this.containers.filter(({ task }) => tasks.includes(task));
  }

  /** Security groups of a service. */
  groupsOf(service: Resource): readonly (Resource | undefined)[] {
    const { SecurityGroups = [] } = service.properties.NetworkConfiguration?.AwsvpcConfiguration ?? {};
    return SecurityGroups.map((group: Json) => this.target(group, service.stack));
  }
}
