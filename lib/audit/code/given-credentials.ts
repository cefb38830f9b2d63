import { holdsCredential, isClientCertificate, isCredentialHeader } from "../knowledge/credentials";
import { type Node, nodesOf } from "./syntax";

const headers = /^(?:headers|metadata)$/;
const certificates = /^(?:tls|httpAgentOptions)$/;
const other = /^(?:credentials|session)$/;

/** Key of a member of an object, or of an argument with a name, without quotes. */
export function keyOf(option: Node): string {
  return unquoted((option.field("key") ?? option.field("name") ?? option).text());
}

function unquoted(text: string): string {
  return text.replace(/^[frbu]*["'`]|["'`]$/g, "");
}

/** Whether an option of an exporter gives a credential. One whose value stands elsewhere may. */
export function givesCredential(option: Node, root: Node): boolean {
  const key = keyOf(option);
  const value = option.field("value") ?? option;
  if (headers.test(key)) return holds(value, root, isCredentialHeader);
  if (certificates.test(key)) return holds(value, root, isClientCertificate);
  if (other.test(key)) return !/insecure/i.test(value.text());
  return isClientCertificate(key);
}

/** What a name stands for in the file. */
function definitionsOf(name: string, root: Node): readonly Node[] {
  return nodesOf(root, "variable_declarator", "assignment")
    .filter((node) => (node.field("name") ?? node.field("left"))?.text() === name)
    .flatMap((node) => node.field("value") ?? node.field("right") ?? []);
}

function holds(value: Node, root: Node, test: (name: string) => boolean, depth = 0): boolean {
  switch (String(value.kind())) {
    case "object":
    case "dictionary":
      return value.namedChildren().some((member) => member.kind() !== "comment" && mayBe(member, test));
    case "tuple":
    case "list":
      return value.namedChildren().some((pair) => test(unquoted(pair.namedChildren()[0]?.text() ?? pair.text())));
    case "string":
      return holdsCredential(unquoted(value.text()));
    case "identifier":
    case "shorthand_property_identifier": {
      const defined = depth === 0 ? definitionsOf(value.text(), root) : [];
      return defined.length === 0 || defined.some((node) => holds(node, root, test, depth + 1));
    }
    default:
      return true;
  }
}

/** A member whose key is written out is judged by it; one that is computed or spread may be anything. */
function mayBe(member: Node, test: (name: string) => boolean): boolean {
  if (member.kind() === "shorthand_property_identifier") return test(member.text());
  const key = member.field("key");
  if (!key || !/^(?:property_identifier|string)$/.test(String(key.kind()))) return true;
  return test(unquoted(key.text()));
}
