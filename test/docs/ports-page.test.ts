import { makeInputs } from "../../bin/inputs";
import type { Json } from "../../lib/artifact";
import { renderCell } from "../../lib/artifacts";
import { awsPorts, awsSite } from "../../lib/aws-site";
import { reachedFrom } from "../../lib/docs/ports-page";
import { cellOf } from "../../lib/inputs";
import { type Listener, loopback } from "../../lib/site";
import { config } from "../fixtures/company";

/** Every address that is bound together with a port, in Envoy's form or as `host:port`. */
function boundTo(tree: Json | undefined, port: number): readonly string[] {
  if (typeof tree === "string") return tree.endsWith(`:${port}`) ? [tree.slice(0, -`:${port}`.length)] : [];
  if (typeof tree !== "object" || tree === null) return [];
  if (Array.isArray(tree)) return tree.flatMap((item: Json) => boundTo(item, port));
  const node = tree as { readonly [key: string]: Json | undefined };
  if (node.port_value === port) return [String(node.address)];
  return Object.values(node).flatMap((value) => boundTo(value, port));
}

/** What Envoy dials is no listener. */
function listening(content: Json): Json | undefined {
  const { static_resources: envoy, ...rest } = content as { readonly [key: string]: Json | undefined };
  return envoy ? (envoy as { readonly listeners: Json }).listeners : rest;
}

const cells = (["tempo", "jaeger"] as const).map((kind) =>
  cellOf(makeInputs({ ...config, kit: { ...config.kit, store: { kind } } }), "prod"),
);
const bound = (port: number) =>
  cells.flatMap((cell) => renderCell(cell, awsSite(cell)).flatMap(({ content }) => boundTo(listening(content), port)));

describe("the ports page", () => {
  it("calls reachable what binds every address, and nothing else", () => {
    const open = Object.entries(awsPorts)
      .filter(([, port]) => bound(port).includes("0.0.0.0"))
      .map(([name]) => name);
    const reached = (Object.keys(awsPorts) as Listener[]).filter((name) => reachedFrom(name).length > 0);
    expect(new Set(open)).toEqual(new Set(reached));
  });

  it.each(["collector-health", "store-otlp", "detector-otlp", "detector-metrics"] as const)(
    "has %s on loopback",
    (name) => {
      expect(new Set(bound(awsPorts[name]))).toEqual(new Set([loopback]));
    },
  );
});
