import { scrubs } from "../knowledge/scrubbing";
import { argumentsOf, calledName, calleeOf, type Node } from "./syntax";
import { wordsOf } from "./words";

/** Names that hold what a caller passed to a tool, in one function and those within it. */
export interface Tainted {
  readonly values: ReadonlySet<string>;
  /** Names of whole requests: their `params.arguments` is the caller's, the name of the tool is not. */
  readonly requests: ReadonlySet<string>;
}

/** Say nothing of what was passed, only of its shape. */
const shape = /^(?:length|size|byteLength|constructor|__class__|__name__)$/;
const asking =
  /^(?:has|includes|startsWith|endsWith|startswith|endswith|indexOf|keys|isdigit|hasOwnProperty|count|every|some|test)$/;
/** By words of the name: `argsHash` tells nothing, `getAccount` all. */
const shapeWords = /^(?:hash\w*|md5|digest|hmac|sha\d*|len|count|counts|size|length|type|types|typeof|keys)$/;
const shapeCall = /^(?:bool|boolean|number|int|float|isinstance|any|all)$|^(?:is|has)[A-Z_]/i;
/** Calls that hand on what they are given, in another form. */
const handsOn =
  /stringif|serial|json|dump|trunc|format|str$|^str|string|repr|inspect|preview|summar|entries|values|items|parse|validate|assign|concat|join|encode|escape|decode|cast|clone|copy|^dict|^list$|tuple|flatten|slice|^get$|freeze|pick|omit|safe|unmask|unredact|reveal/i;
const comparing = /^(?:[=!]==?|[<>]=?|in|instanceof)$/;

/** Nodes of which one has to hold what a caller passed; true or false where that is known already. */
type Verdict = boolean | readonly (Node | null)[];

/** Whether an expression may hold what a caller passed. Not by recursion: generated code adds thousands of parts. */
export function carries(node: Node | null | undefined, tainted: Tainted): boolean {
  const open = [node];
  while (open.length > 0) {
    const next = open.pop();
    const verdict = next ? judge(next, tainted) : false;
    if (verdict === true) return true;
    for (const part of verdict === false ? [] : verdict) open.push(part);
  }
  return false;
}

function judge(node: Node, tainted: Tainted): Verdict {
  switch (String(node.kind())) {
    case "identifier":
    case "shorthand_property_identifier":
      return tainted.values.has(node.text()) || tainted.requests.has(node.text());
    case "member_expression":
    case "attribute":
      return member(node, tainted);
    case "subscript_expression":
    case "subscript":
      return index(node, tainted);
    case "call_expression":
    case "new_expression":
    case "call":
      return call(node, tainted);
    case "binary_expression":
      return !comparing.test(node.field("operator")?.text() ?? "") && node.namedChildren();
    case "ternary_expression":
      return [node.field("consequence"), node.field("alternative")];
    case "conditional_expression": {
      const [value = null, , other = null] = node.namedChildren();
      return [value, other];
    }
    case "pair":
    case "keyword_argument":
      return [node.field("value")];
    case "unary_expression":
    case "comparison_operator":
    case "not_operator":
    case "arrow_function":
    case "function_expression":
    case "lambda":
    case "type_arguments":
    case "comment":
      return false;
    case "list_comprehension":
    case "dictionary_comprehension":
    case "set_comprehension":
    case "generator_expression":
      return carries(node.field("body"), within(node, tainted));
    default:
      return node.namedChildren();
  }
}

function member(node: Node, tainted: Tainted): Verdict {
  const object = node.field("object");
  const property = (node.field("property") ?? node.field("attribute"))?.text() ?? "";
  if (shape.test(property)) return false;
  if (isRequest(object, tainted)) return property === "arguments" || property === "params" || property === "message";
  // Whatever the object: what lies below `.arguments` of a request is the caller's.
  if (property === "arguments" && /(?:params|request|req|message|call)$/i.test(object?.text() ?? "")) return true;
  return [object];
}

function index(node: Node, tainted: Tainted): Verdict {
  const object = node.field("object") ?? node.field("value");
  if (isRequest(object, tainted)) return /["']arguments["']/.test(node.text());
  return [object];
}

/** The request, its `params`, or a middleware's `context.message`. */
function isRequest(node: Node | null, tainted: Tainted): boolean {
  if (!node) return false;
  if (tainted.requests.has(node.text())) return true;
  const property = (node.field("property") ?? node.field("attribute"))?.text() ?? "";
  return /^(?:params|message)$/.test(property) && isRequest(node.field("object"), tainted);
}

function call(node: Node, tainted: Tainted): Verdict {
  const name = calledName(node);
  const callee = calleeOf(node);
  if (namesAlong(callee).some(scrubs)) return false;
  if (name === "get" && isRequest(callee?.field("attribute") ? callee.field("object") : null, tainted)) {
    return /^["'](?:arguments|params)["']$/.test(argumentsOf(node)[0]?.text() ?? "");
  }
  if (name === "locals" && !callee?.field("attribute")) return tainted.values.size > 0;
  if (shapeCall.test(name) || wordsOf(name).some((word) => shapeWords.test(word))) return false;
  const object = asking.test(name) ? null : (callee?.field("object") ?? null);
  return [object, ...(handsOn.test(name) ? argumentsOf(node) : [])];
}

/** Names that lead to what is called: `redactor` and `apply` of `this.redactor.apply(…)`. */
function namesAlong(callee: Node | null): readonly string[] {
  const names: string[] = [];
  for (let node = callee; node; node = node.field("object") ?? calleeOf(node)) {
    const name = node.field("property") ?? node.field("attribute") ?? (node.kind() === "identifier" ? node : undefined);
    if (name) names.push(name.text());
  }
  return names;
}

/** What a comprehension's own names hold. */
function within(node: Node, tainted: Tainted): Tainted {
  const names = node
    .namedChildren()
    .filter((child) => child.kind() === "for_in_clause" && carries(child.field("right"), tainted))
    .flatMap((clause) => namesIn(clause.field("left")));
  return { ...tainted, values: new Set([...tainted.values, ...names]) };
}

/** Names that a pattern binds: `a`, `{ a, b: c }`, `[k, v]`, `k, v`. */
export function namesIn(pattern: Node | null | undefined): readonly string[] {
  if (!pattern) return [];
  switch (String(pattern.kind())) {
    case "identifier":
    case "shorthand_property_identifier_pattern":
      return [pattern.text()];
    case "pair_pattern":
      return namesIn(pattern.field("value"));
    case "object_assignment_pattern":
    case "assignment_pattern":
      return namesIn(pattern.field("left"));
    case "subscript":
    case "subscript_expression":
      // `attributes["args"] = …`: the whole holds it from then on.
      return namesIn(pattern.field("value") ?? pattern.field("object"));
    case "member_expression":
    case "attribute":
    case "type_annotation":
      return [];
    default:
      return pattern.namedChildren().flatMap(namesIn);
  }
}
