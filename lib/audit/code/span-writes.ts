import { scrubs } from "../knowledge/scrubbing";
import { keyKind } from "./span-key";
import { argumentsOf, calledName, calleeOf, isFunction, type Node, nodesOf } from "./syntax";
import { namesIn } from "./tool-input";

/** Something that a call puts on a span. */
export interface SpanWrite {
  readonly call: Node;
  /** Key as it stands in the code, or what else of the span it is. */
  readonly what: string;
  readonly value: Node;
  /** The key is one that by its definition holds arguments or answers. */
  readonly contentKey: boolean;
}

const one = /^(?:setAttribute|set_attribute|setTag|set_tag|setData|set_data|setExtra|set_extra|add_span_attribute)$/;
const many =
  /^(?:setAttributes|set_attributes|addTags|set_tags|setContext|set_context|update_data|set_span_attributes)$/;
const event = /^(?:addEvent|add_event|addLink|add_link)$/;
export const makesSpan =
  /^(?:startSpan|startActiveSpan|startInactiveSpan|startSpanManual|start_span|start_as_current_span|start_transaction|start_child)$/;
const named = /^(?:updateName|update_name)$/;
const status = /^(?:setStatus|set_status)$/;
/** A function that takes `attributes` and is called like this makes or fills a span. */
const takesAttributes = /span|trac|telemetry|instrument|operation|event/i;
/** Every call that may put something on a span, or make one. */
export const spanCalls: readonly RegExp[] = [one, many, event, makesSpan, named, status, takesAttributes];
const spanLike = /span|transaction|scope|segment|activity/i;

/** Everything that the calls of a file put on spans. `traced`: the file imports a tracing library. */
export function spanWrites(calls: readonly Node[], traced: boolean): readonly SpanWrite[] {
  const spans = spanNames(calls);
  return calls.flatMap((call): readonly SpanWrite[] => {
    const name = calledName(call);
    const args = argumentsOf(call);
    const object = calleeOf(call)?.field("object")?.text() ?? "";
    const isSpan = spanLike.test(object) || spans.has(object);
    const onSpan = traced || isSpan;
    if (one.test(name)) return onSpan && args[0] && args[1] ? [write(call, args[0].text(), args[1])] : [];
    if (many.test(name)) return onSpan ? args.slice(-1).flatMap((value) => entries(call, value)) : [];
    if (event.test(name)) {
      // What else has events, such as a calendar, gives them names as well.
      const ownName = isSpan && /event$/i.test(name) && args[0] ? [write(call, "an event's name", args[0])] : [];
      return onSpan ? [...ownName, ...args.slice(1).flatMap((value) => entries(call, value))] : [];
    }
    if (named.test(name)) return onSpan && args[0] ? [write(call, "its name", args[0])] : [];
    if (status.test(name)) return onSpan ? args.map((value) => write(call, "its status text", value)) : [];
    if (!makesSpan.test(name) && !takesAttributes.test(name)) return [];
    return [
      ...(makesSpan.test(name) && args[0] && /string/.test(String(args[0].kind()))
        ? [write(call, "its name", args[0])]
        : []),
      ...args.flatMap(attributesIn).flatMap((value) => entries(call, value)),
    ];
  });
}

/** What a file calls the spans that it makes: `const s = tracer.startSpan(…)`, `(s) => …`, `with … as s`. */
function spanNames(calls: readonly Node[]): ReadonlySet<string> {
  const makers = calls.filter((call) => makesSpan.test(calledName(call)));
  return new Set(
    makers.flatMap((call) => {
      const callback = argumentsOf(call).find(isFunction);
      const parent = call.parent();
      const holder = /^await/.test(String(parent?.kind())) ? parent?.parent() : parent;
      const target = holder?.kind() === "as_pattern" ? holder.namedChildren().at(-1) : undefined;
      return [
        ...namesIn(callback?.field("parameters") ?? callback?.field("parameter")),
        ...(/^(?:variable_declarator|assignment|assignment_expression)$/.test(String(holder?.kind()))
          ? namesIn(holder?.field("name") ?? holder?.field("left"))
          : []),
        ...namesIn(target),
      ];
    }),
  );
}

function write(call: Node, key: string, value: Node): SpanWrite {
  const kind = keyKind(key);
  const silent = kind === undefined || harmless(value) || (kind === "part" && tellsShape(value));
  return { call, what: key, value, contentKey: !silent };
}

/** The value of `attributes`, as a keyword or as a member of options. */
function attributesIn(argument: Node): readonly Node[] {
  // By place: what is called so is what it is.
  if (argument.kind() === "identifier")
    return /^(?:span_?)?(?:attributes|attrs)$/i.test(argument.text()) ? [argument] : [];
  const members = argument.kind() === "object" ? argument.namedChildren() : [argument];
  return members.flatMap((member) => {
    const key = (member.field("key") ?? member.field("name"))?.text();
    const value = member.field("value");
    return key === "attributes" && value ? [value] : [];
  });
}

/** One write for each entry, where entries can be seen. */
function entries(call: Node, value: Node): readonly SpanWrite[] {
  if (!/^(?:object|dictionary)$/.test(String(value.kind()))) {
    const inner = value.field("value");
    return [write(call, "attributes", value.kind() === "keyword_argument" && inner ? inner : value)];
  }
  return value.namedChildren().flatMap((entry) => {
    if (entry.kind() === "comment") return [];
    const inner = entry.field("value");
    return [inner ? write(call, entry.field("key")?.text() ?? "", inner) : write(call, entry.text(), entry)];
  });
}

/** How long an argument is, or how many there are. */
function tellsShape(value: Node): boolean {
  return /\.(?:length|size|byteLength)$|^len\(/.test(value.text());
}

/** Constants, and what went through something that scrubs, or is called as if it had. */
function harmless(value: Node): boolean {
  const names = nodesOf(value, "identifier", "property_identifier", "shorthand_property_identifier");
  if (names.some((name) => scrubs(name.text()))) return true;
  const kind = String(value.kind());
  if (/^(?:string|number|integer|true|false|null|none|undefined|unary_expression)$/.test(kind)) {
    return nodesOf(value, "interpolation", "template_substitution").length === 0;
  }
  return /^[A-Z][A-Z_]*$/.test(value.text());
}
