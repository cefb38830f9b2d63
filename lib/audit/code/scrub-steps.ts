import { placeholder, scrubClass, scrubHooks, scrubs } from "../knowledge/scrubbing";
import { calledName, lineOf, type Node, nodesNamed, nodesOf } from "./syntax";

/** A step that cleans spans before they are exported. */
export interface ScrubStep {
  readonly line: number;
  /** Name of a class of the file's own: it has to be used. */
  readonly by?: string;
  /** A hook of an error tracker: what leaves by another way does not pass it. */
  readonly hook?: boolean;
}

/** Every step of a file that cleans spans. */
export function scrubStepsIn(root: Node, calls: readonly Node[], text: string): readonly ScrubStep[] {
  return [
    ...calls.filter(cleans).map((node) => ({ line: lineOf(node) })),
    ...hooks(root).map((node) => ({ line: lineOf(node), hook: true })),
    ...ownProcessors(root, text).map((node) => ({ line: lineOf(node), by: node.field("name")?.text() })),
  ];
}

/** A processor or exporter whose name says that it cleans. */
function cleans(call: Node): boolean {
  return scrubClass.test(calledName(call));
}

/** Classes that see spans before they leave and call something that cleans. */
function ownProcessors(root: Node, text: string): readonly Node[] {
  if (!/Span(?:Processor|Exporter)/.test(text)) return [];
  return nodesOf(root, "class_declaration", "class_definition")
    .filter((node) => /Span(?:Processor|Exporter)/.test(node.text().slice(0, 300)))
    .filter((node) => /\b(?:onEnd|on_end|_on_ending|export)\b/.test(node.text()) && cleansWithin(node));
}

/** `beforeSendTransaction` and its like, where what they are set to cleans; many only drop what is not wanted. */
function hooks(root: Node): readonly Node[] {
  return nodesNamed(
    root,
    { pair: "key", keyword_argument: "name", method_definition: "name" },
    `^(?:${[...scrubHooks].join("|")})$`,
  ).filter((node) => {
    const value = node.field("value");
    if (value?.kind() !== "identifier") return cleansWithin(node);
    return scrubs(value.text()) || definitionsOf(value.text(), root).some(cleansWithin);
  });
}

/** Whether something is called that by its name cleans, or content is overwritten. Comments and other names promise nothing. */
function cleansWithin(node: Node): boolean {
  return (
    nodesOf(node, "call_expression", "call").some((call) => scrubs(calledName(call))) ||
    nodesOf(node, "string").some((text) => placeholder.test(text.text()))
  );
}

/** What a name is defined as in its file. */
function definitionsOf(name: string, root: Node): readonly Node[] {
  return nodesOf(root, "function_declaration", "function_definition", "variable_declarator").filter(
    (node) => node.field("name")?.text() === name,
  );
}
