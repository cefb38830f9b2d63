import { givesCredential, keyOf } from "./given-credentials";
import { argumentsOf, calledName, lineOf, type Node, nodesOf } from "./syntax";

/** An exporter that code sets up, and where it sends. */
export interface Exporter {
  readonly name: string;
  readonly line: number;
  /** Addresses that stand in the code; those that come from elsewhere are not known. */
  readonly addresses: readonly string[];
  /** A header that is a credential, or a client certificate, is given; or something that may be one. */
  readonly authenticated: boolean;
}

export const exporter = /^(?:OTLP\w*(?:Trace|Span)Exporter|Jaeger\w*Exporter|Zipkin\w*Exporter|startTracing|setup)$/;
const address = /^(?:url|endpoint|baseUrl|host|collector_endpoint|api_endpoint)$/;

/** Every exporter of traces that is made. */
export function exportersIn(calls: readonly Node[], root: Node): readonly Exporter[] {
  return calls
    .filter((call) => exporter.test(calledName(call)))
    .map((call) => {
      const options = argumentsOf(call).flatMap((node) => (node.kind() === "object" ? node.namedChildren() : [node]));
      const given = options.filter((option) => address.test(keyOf(option)));
      return {
        name: calledName(call),
        line: lineOf(call),
        addresses: given.flatMap((option) => literals(option.field("value") ?? option, root)),
        authenticated: options.some((option) => givesCredential(option, root)),
      };
    });
}

/** Addresses in an expression, such as the default behind `process.env.X ??`; a name is looked up in the file. */
function literals(value: Node, root: Node, depth = 0): readonly string[] {
  const found = nodesOf(value, "string", "template_string")
    .map((node) => node.text().replace(/^[frbu]*["'`]+|["'`]+$/g, ""))
    .filter((text) => /^(?:https?|grpcs?):\/\/|^[\w.-]+:\d{2,5}(?:\/|$)/.test(text));
  if (found.length > 0 || depth > 0) return found;
  const names = [value, ...nodesOf(value, "identifier")].filter(
    (node) => node.kind() === "identifier" || node.kind() === "shorthand_property_identifier",
  );
  return names.flatMap((name) => {
    const declared = nodesOf(root, "variable_declarator", "assignment").filter(
      (node) => (node.field("name") ?? node.field("left"))?.text() === name.text(),
    );
    return declared.flatMap((node) => literals(node.field("value") ?? node.field("right") ?? node, root, depth + 1));
  });
}
