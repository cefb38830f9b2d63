import { isContentKey } from "../knowledge/content-keys";
import type { Located } from "./yaml-documents";

/** Keys under which servers put what a caller passed, or what they answered, beside those of known vocabularies. */
const content =
  /(?:^|[^a-z])(?:arg(?:s|uments?)?|kwargs|inputs?|outputs?|contents?|prompts?|completions?|payload|param(?:s|eters?)?|results?|body|bodies|messages?)(?:$|[^a-z])/i;

/** Lines of a collector's processors that take content off spans, if every pipeline of traces has one. */
export function collectorScrubbing(document: Located): readonly number[] {
  const pipelines = (document.get("service")?.get("pipelines")?.entries() ?? []).filter(([name]) =>
    /^traces/.test(name),
  );
  if (pipelines.length === 0) return [];
  const cleaning = (document.get("processors")?.entries() ?? []).filter(([name, node]) => cleans(name, node));
  const names = new Set(cleaning.map(([name]) => name));
  const covered = pipelines.every(([, pipeline]) =>
    (pipeline.get("processors")?.items() ?? []).some(({ value }) => names.has(String(value))),
  );
  return covered ? cleaning.map(([, { line }]) => line) : [];
}

function cleans(name: string, node: Located): boolean {
  const [type = ""] = name.split("/");
  if (type === "scrub") return true;
  if (type === "redaction") return redacts(node);
  if (type === "attributes") return (node.get("actions")?.items() ?? []).some(takesOff);
  return type === "transform" && textsIn(node.value).some(transforms);
}

/** Lets through what is allowed only; or all of it, but what is blocked. */
function redacts(node: Located): boolean {
  const blocked = ["blocked_values", "blocked_key_patterns"].some((key) => node.get(key));
  return node.get("allow_all_keys")?.value !== true || blocked;
}

function takesOff(action: Located): boolean {
  const text = (key: string) => String(action.get(key)?.value ?? "");
  return /^(?:delete|hash)$/.test(text("action")) && (isContent(text("key")) || isPattern(text("pattern")));
}

/** Statements that keep a list or search every value; those on some keys if they are of content. */
function transforms(statement: string): boolean {
  if (/\b(?:keep_(?:matching_)?keys|replace_(?:all|matching)_patterns)\s*\(/.test(statement)) return true;
  if (/\bdelete_matching_keys\s*\(/.test(statement)) return stringsIn(statement).some(isPattern);
  if (/\bdelete_keys?\s*\(/.test(statement)) return stringsIn(statement).some(isContent);
  const [, key = ""] =
    /\b(?:replace_(?:pattern|match)|SHA\d+)\s*\([^,)]*?\["([^"]*)"\]/.exec(statement) ??
    /\bset\s*\([^,)]*?\["([^"]*)"\]\s*,\s*"/.exec(statement) ??
    [];
  return isContent(key);
}

function stringsIn(statement: string): readonly string[] {
  return [...statement.matchAll(/"([^"]*)"/g)].map(([, text = ""]) => text);
}

/** A pattern of keys counts where it speaks of content, or of what must never be passed. */
function isPattern(pattern: string): boolean {
  return isContent(pattern) || /passw|secret|token|credential|api.{0,6}key/i.test(pattern);
}

function isContent(key: string): boolean {
  return isContentKey(key) || content.test(key);
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
