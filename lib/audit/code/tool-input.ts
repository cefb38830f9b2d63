import { scrubs } from "../knowledge/scrubbing";
import { argumentsOf, calledName, calleeOf, type Node } from "./syntax";

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
const shapeCall =
  /hash|digest|hmac|sha\d|^len$|count|size|length|type|keys|^bool|^Number$|^int$|^float$|^is[A-Z_]|^has[A-Z_]|isinstance|^any$|^all$/i;
/** Calls that hand on what they are given, in another form. */
const handsOn =
  /stringif|serial|json|dump|trunc|format|str$|^str|string|repr|inspect|preview|summar|entries|values|items|parse|validate|assign|concat|join|encode|escape|decode|cast|clone|copy|^dict|^list$|tuple|flatten|slice|^get$|freeze|pick|omit|safe/i;
const comparing = /^(?:[=!]==?|[<>]=?|in|instanceof)$/;

/** Whether an expression may hold what a caller passed. */
export function carries(node: Node | null | undefined, tainted: Tainted): boolean {
  if (!node) return false;
  const all = (nodes: readonly Node[]) => nodes.some((inner) => carries(inner, tainted));
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
      return !comparing.test(node.field("operator")?.text() ?? "") && all(node.namedChildren());
    case "ternary_expression":
      return carries(node.field("consequence"), tainted) || carries(node.field("alternative"), tainted);
    case "conditional_expression": {
      const [value, , other] = node.namedChildren();
      return carries(value, tainted) || carries(other, tainted);
    }
    case "pair":
    case "keyword_argument":
      return carries(node.field("value"), tainted);
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
      return all(node.namedChildren());
  }
}

function member(node: Node, tainted: Tainted): boolean {
  const object = node.field("object");
  const property = (node.field("property") ?? node.field("attribute"))?.text() ?? "";
  if (shape.test(property)) return false;
  if (isRequest(object, tainted)) return property === "arguments" || property === "params" || property === "message";
  // Whatever the object: what lies below `.arguments` of a request is the caller's.
  if (property === "arguments" && /(?:params|request|req|message|call)$/i.test(object?.text() ?? "")) return true;
  return carries(object, tainted);
}

function index(node: Node, tainted: Tainted): boolean {
  const object = node.field("object") ?? node.field("value");
  if (isRequest(object, tainted)) return /["']arguments["']/.test(node.text());
  return carries(object, tainted);
}

/** The request, its `params`, or a middleware's `context.message`. */
function isRequest(node: Node | null, tainted: Tainted): boolean {
  if (!node) return false;
  if (tainted.requests.has(node.text())) return true;
  const property = (node.field("property") ?? node.field("attribute"))?.text() ?? "";
  return /^(?:params|message)$/.test(property) && isRequest(node.field("object"), tainted);
}

function call(node: Node, tainted: Tainted): boolean {
  const name = calledName(node);
  if (scrubs(name) || scrubs(calleeOf(node)?.text() ?? "")) return false;
  if (shapeCall.test(name)) return false;
  const callee = calleeOf(node);
  const object = callee?.field("object");
  if (object && !asking.test(name) && carries(object, tainted)) return true;
  return handsOn.test(name) && argumentsOf(node).some((argument) => carries(argument, tainted));
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
