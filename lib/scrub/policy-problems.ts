import { RE2JS } from "re2js";
import { detectorClasses, type ScrubPolicy } from "./policy";

const modes: readonly string[] = ["allow-list", "patterns", "labels"];
const actions: readonly string[] = ["redact", "hash", "drop"];
const keptTypes: readonly string[] = ["string", "int", "double", "boolean", "string[]"];
const labelTypes: readonly string[] = ["string", "int"];

/** Unit: bytes. */
const shortestHashKey = 32;

/** Everything that is wrong with a policy: one that is half understood protects nobody. Each is a sentence with its path. */
export function policyProblems(policy: ScrubPolicy): readonly string[] {
  const problems: string[] = [];
  const oneOf = (path: string, value: string, allowed: readonly string[]) => {
    if (!allowed.includes(value)) problems.push(`${path}: ${JSON.stringify(value)}; allowed: ${allowed.join(", ")}`);
  };
  const named = (path: string, name: string) => {
    if (name === "") problems.push(`${path}: empty; name an attribute`);
  };
  const expression = (path: string, pattern: string) => {
    try {
      RE2JS.compile(pattern);
    } catch {
      problems.push(`${path}: not an RE2 expression`);
    }
  };
  const { mode, keep, attributes, keys, labels, bounds, texts, hashKey = "" } = policy;
  oneOf("mode", mode, modes);
  if (mode === "allow-list") {
    oneOf("otherwise", policy.otherwise, actions);
    if (keep.length === 0) problems.push("keep: empty; an allow-list that allows nothing is a mistake");
  }
  if (mode === "labels" && labels.length === 0) problems.push("labels: empty; name what metrics may carry");
  keep.forEach(({ name, type }, index) => {
    named(`keep.${index}.name`, name);
    oneOf(`keep.${index}.type`, type, keptTypes);
  });
  attributes.forEach(({ name, action }, index) => {
    named(`attributes.${index}.name`, name);
    oneOf(`attributes.${index}.action`, action, actions);
  });
  keys.forEach(({ pattern, action }, index) => {
    oneOf(`keys.${index}.action`, action, actions);
    expression(`keys.${index}.pattern`, pattern);
  });
  texts.names.forEach((pattern, index) => {
    expression(`texts.names.${index}`, pattern);
  });
  labels.forEach(({ type, maxLength = 0 }, index) => {
    oneOf(`labels.${index}.type`, type, labelTypes);
    if (type === "string" && maxLength < 1)
      problems.push(`labels.${index}.maxLength: ${maxLength}; allowed: 1 or more`);
  });
  for (const [name, value] of Object.entries(bounds)) {
    if (!Number.isInteger(value) || value < 1) problems.push(`bounds.${name}: ${value}; allowed: 1 or more`);
  }
  if (hashes(policy) && Buffer.byteLength(hashKey) < shortestHashKey) {
    problems.push(`hashKey: shorter than ${shortestHashKey} bytes; an action is hash and needs a key nobody can guess`);
  }
  policy.classes.forEach((name, index) => {
    oneOf(`classes.${index}`, name, detectorClasses);
  });
  return problems;
}

/** Whether anything is replaced by a digest, which needs a key. */
export function hashes({ otherwise, attributes, keys, labels }: ScrubPolicy): boolean {
  return (
    otherwise === "hash" ||
    [...attributes, ...keys].some(({ action }) => action === "hash") ||
    labels.some(({ hash }) => hash)
  );
}
