import { makeInputs } from "../../bin/inputs";
import type { Json } from "../../lib/artifact";
import { renderCell } from "../../lib/artifacts";
import { awsSite } from "../../lib/aws-site";
import { type Cell, cellOf } from "../../lib/inputs";
import { localPortCount, localSite } from "../../lib/local-site";
import { hurried } from "../../rehearsal/timings";
import { config } from "../fixtures/company";

/** Every place at which two trees differ, as a dotted path. A missing branch counts as one place. */
function differences(left: Json | undefined, right: Json | undefined, path = ""): readonly string[] {
  if (isTree(left) && isTree(right)) {
    const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
    return [...keys].flatMap((key) => differences(get(left, key), get(right, key), `${path}.${key}`));
  }
  return JSON.stringify(left) === JSON.stringify(right) ? [] : [path.slice(1)];
}

function isTree(value: Json | undefined): value is Record<string, Json> {
  return typeof value === "object" && value !== null;
}

function get(tree: Record<string, Json>, key: string): Json | undefined {
  return tree[key];
}

/** Everything that may differ, and why. */
const holes: readonly { readonly why: string; readonly place: RegExp }[] = [
  { why: "address: port", place: /\.(?:port_value|port|http_listen_port|grpc_listen_port)$/ },
  { why: "address: host and port of a listener", place: /\.(?:endpoint|frontend_address|backend_scheduler_addr)$/ },
  { why: "address: host and port of the egress gateway", place: /\.proxy_url$/ },
  { why: "address: port of the collector's own counts", place: /\.extensions\.drain\.url$/ },
  { why: "address: what a gateway binds", place: /\.socket_address\.address$/ },
  {
    why: "address: the metrics workspace",
    place:
      /(?:\.host_rewrite(?:_literal)?|metrics-workspace.*|static_resources\.clusters\.\d+\.transport_socket|remote_write\.0\.url)$/,
  },
  { why: "storage: directory", place: /\.(?:directory|path|local_work_path|shutdown_marker_dir)$/ },
  {
    why: "storage: where traces are kept",
    place: /(?:jaeger_storage\.backends\.[^.]+\.[^.]+\.(?:memory|opensearch)|storage\.trace\.(?:backend|s3|local))$/,
  },
  { why: "address: what is scraped, by name or by port", place: /\.scrape_configs\.\d+\.(?:dns_sd|static)_configs$/ },
  { why: "address: who vouches for the outside", place: /\.trusted_ca\.filename$/ },
  {
    why: "timing",
    place:
      /\.(?:tracewatch\.(?:flush|settle)|interval|for|cache_duration|metric_expiration|scrape_(?:interval|timeout))$/,
  },
];

function render(cell: Cell, where: "aws" | "local") {
  const ports = Array.from({ length: localPortCount(cell) }, (_, index) => 40_000 + index);
  const rehearsed = { ...cell, settings: hurried(cell.settings) };
  return where === "aws" ? renderCell(cell, awsSite(cell)) : renderCell(rehearsed, localSite(cell, "somewhere", ports));
}

describe.each(["tempo", "jaeger"] as const)("what is deployed and what is rehearsed, with %s", (kind) => {
  const inputs = makeInputs({ ...config, kit: { ...config.kit, store: { kind } } });
  const cell = cellOf(inputs, "prod");
  const aws = render(cell, "aws");
  const local = render(cell, "local");

  it("are the same files", () => {
    expect(local.map(({ path }) => path)).toEqual(aws.map(({ path }) => path));
  });

  it("differ only in addresses, storage and the listed timings", () => {
    const places = aws.flatMap(({ path, content }, index) => differences(content, local[index]?.content, `.${path}:`));
    expect(places.filter((place) => !holes.some((hole) => hole.place.test(place)))).toEqual([]);
    expect(places.length).toBeGreaterThan(0);
  });

  it("hold no token of CDK, which would make them differ from what was rehearsed", () => {
    const withToken = [...aws, ...local].filter(({ content }) => JSON.stringify(content).includes("${Token["));
    expect(withToken.map(({ path }) => path)).toEqual([]);
  });
});
