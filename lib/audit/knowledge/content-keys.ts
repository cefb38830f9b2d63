import type { Attribute } from "../../telemetry/attribute";
import { dialects } from "../../telemetry/dialects";
import { mission } from "../../telemetry/mission";
import { official } from "../../telemetry/official";

/** Addresses and error texts are content as well, but nobody passed them to a tool. */
const ofCalls = (key: string) => !/uri|error/.test(key);

/** Attributes that hold arguments or answers; a star stands for any ending. */
const contentKeys = [
  ...Object.values({ ...mission, ...official })
    .filter((attribute) => attribute.sensitivity === "content")
    .map((attribute: Attribute) => (attribute.prefix ? `${attribute.name}*` : attribute.name)),
  ...dialects.flatMap(({ content }) => content),
].filter(ofCalls);

/** Whether an attribute holds arguments or answers by its name: by the registry, or by somebody's dialect. */
export function isContentKey(key: string): boolean {
  return contentKeys.some((known) => (known.endsWith("*") ? key.startsWith(known.slice(0, -1)) : key === known));
}

/** Whether keys that begin like this hold one argument each: `gen_ai.tool.call.arguments.` and so on. One word, such as `request`, is no such beginning. */
export function isBelowContentKey(beginning: string): boolean {
  return contentKeys.some((known) => {
    const name = known.replace(/\.?\*?$/, "");
    return name.includes(".") && beginning.startsWith(`${name}.`);
  });
}
