import { stringify } from "yaml";
import { type IniSections, iniText } from "./ini";

/** A configuration file as data: what a program reads, before it is written down. */
export interface Artifact {
  /** Relative path, such as `prod/collector.yaml`. */
  readonly path: string;
  readonly content: Json;
}

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined };

/** YAML for people, JSON and ini where the program wants it. */
export function serialize({ path, content }: Artifact): string {
  if (path.endsWith(".json")) return `${JSON.stringify(content, null, 2)}\n`;
  if (path.endsWith(".ini")) return iniText(content as IniSections);
  return stringify(content, { lineWidth: 0, aliasDuplicateObjects: false });
}
