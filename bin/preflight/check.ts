import type { Template } from "../../lib/cost/template";
import type { Inputs } from "../../lib/inputs";
import type { Problem } from "../../lib/settings/problem";
import type { Aws } from "../aws/aws-cli";

/** What a check may look at. */
export interface Ground {
  readonly inputs: Inputs;
  /** Folder of the configuration. */
  readonly config: string;
  /** Every stack's template, as it would be deployed. */
  readonly templates: Readonly<Record<string, Template>>;
  readonly aws: Aws;
  readonly account: string;
  readonly now: Date;
}

/** One thing that would stop a deployment, or what it made from working. */
export interface Check {
  readonly id: string;
  readonly title: string;
  problems(ground: Ground): Promise<readonly Problem[]>;
}
