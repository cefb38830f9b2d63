import type { Deployment, Json } from "./deployment";

/**
 * A value of a template as one text, with `<stack logical-id.attribute>` where it refers to a resource, whichever stack that is in:
 * two values are the same text where they name the same thing. Functions that only a deployment works out are left as they stand.
 */
export function valueText(value: Json, stack: string, deployment: Deployment): string {
  if (typeof value !== "object" || value === null) return String(value);
  const [separator, parts] = value["Fn::Join"] ?? [];
  if (Array.isArray(parts)) return parts.map((part) => valueText(part, stack, deployment)).join(separator);
  const resource = deployment.target(value, stack);
  if (!resource) return value.Ref === undefined ? JSON.stringify(value) : `<${value.Ref}>`;
  const attribute = [value["Fn::GetAtt"] ?? []].flat().slice(1).join(".");
  return `<${[`${resource.stack} ${resource.id}`, ...(attribute === "" ? [] : [attribute])].join(".")}>`;
}
