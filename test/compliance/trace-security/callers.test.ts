import { judge, task } from "./judge";
import { type Config, type Files, listener, manager, rendered, tls } from "./rendered";

const file = (name: string) => (change?: (config: Config) => void) => rendered(`company/prod/${name}.json`, change);
const [door, query, egress] = [file("store-door"), file("query-gateway"), file("egress-gateway")];
const [detectorDoor, metrics, grants] = [file("detector-door"), file("metrics-gateway"), file("grants-gateway")];

const validation = (config: Config) => tls(config).common_tls_context.validation_context;
const tokens = (config: Config) => manager(config).http_filters[0];
const rule = (config: Config) => tokens(config).typed_config.rules[0];
const ops = ({ static_resources }: Config) =>
  static_resources.listeners.find(({ name }: Config) => name.endsWith("-ops")).filter_chains[0].filters[0].typed_config;

/** Changes what a query gateway demands of a token. */
const demanded = (requires: object, rest: object = {}) =>
  query((config) => {
    Object.assign(tokens(config).typed_config, { rules: [{ match: { prefix: "/" }, requires }], ...rest });
  });
const idp = { provider_name: "idp" };

const inOrder: readonly (readonly [string, Files])[] = [
  ["a store door", door()],
  ["a detector door", detectorDoor()],
  ["a query gateway", query()],
  ["a metrics gateway", metrics()],
  ["a gateway of grants, all on loopback", grants()],
  ["an egress gateway, which makes tunnels for whoever reaches it", egress()],
  ["a token of one of two providers", demanded({ requires_any: { requirements: [idp, idp] } })],
  [
    "a token that something else is demanded beside",
    demanded({ requires_all: { requirements: [{ allow_missing: {} }, idp] } }),
  ],
  [
    "a demand that is written once and named",
    query((config) => {
      tokens(config).typed_config.requirement_map = { signedIn: idp };
      tokens(config).typed_config.rules = [{ match: { prefix: "/" }, requirement_name: "signedIn" }];
    }),
  ],
  [
    "a gateway that refuses everybody, since nobody can sign in",
    query((config) => {
      manager(config).http_filters.shift();
      const [host] = manager(config).route_config.virtual_hosts;
      host.routes = [host.routes.at(-1)];
    }),
  ],
];

test.each(inOrder)("%s is in order", (_, files) => {
  expect(judge((stack) => task(stack, { files }))).toEqual([]);
});

const unproven: readonly (readonly [string, Files])[] = [
  ["a store door without TLS", door((config) => delete listener(config).filter_chains[0].transport_socket)],
  ["a detector door without TLS", detectorDoor((config) => delete listener(config).filter_chains[0].transport_socket)],
  [
    "a door that asks for no certificate",
    door((config) => {
      tls(config).require_client_certificate = false;
    }),
  ],
  [
    "a door whose certificates nobody needs to have signed",
    door((config) => {
      tls(config).common_tls_context.validation_context = {};
    }),
  ],
  ["a door that trusts an authority that is not named", door((config) => delete validation(config).trusted_ca)],
  [
    "a door that lets pass whom it cannot trust",
    door((config) => {
      validation(config).trust_chain_verification = "ACCEPT_UNTRUSTED";
    }),
  ],
  [
    "a door that lets certificates pass that have expired",
    door((config) => {
      validation(config).allow_expired_certificate = true;
    }),
  ],
  ["a door that looks at no name", door((config) => delete validation(config).match_typed_subject_alt_names)],
  [
    "a door that takes every name beside its own",
    door((config) => {
      validation(config).match_typed_subject_alt_names.push({ san_type: "URI", matcher: { prefix: "spiffe://" } });
    }),
  ],
  [
    "a door with a chain for whom no other is for",
    door((config) => {
      listener(config).default_filter_chain = { filters: listener(config).filter_chains[0].filters };
    }),
  ],
  [
    "a listener on loopback that has another address as well",
    grants((config) => {
      const address = { socket_address: { address: "0.0.0.0", port_value: 9310 } };
      listener(config).additional_addresses = [{ address }];
    }),
  ],
  [
    "a gateway that takes listeners from elsewhere",
    { "envoy.json": JSON.stringify({ dynamic_resources: { lds_config: {} } }) },
  ],
  [
    "a door under another name, written as YAML",
    { "door.yaml": Object.values(door((config) => delete tls(config).require_client_certificate))[0] ?? "" },
  ],
  ["a query gateway without TLS", query((config) => delete listener(config).filter_chains[0].transport_socket)],
  ["a query gateway that asks for no token", query((config) => manager(config).http_filters.shift())],
  [
    "a filter for tokens that is switched off",
    query((config) => {
      tokens(config).disabled = true;
    }),
  ],
  [
    "a filter for tokens behind another",
    query((config) => {
      const { http_filters: filters } = manager(config);
      filters.unshift(filters.splice(1, 1)[0]);
    }),
  ],
  [
    "another filter under the name of that for tokens",
    query((config) => {
      tokens(config).typed_config = { "@type": "type.googleapis.com/envoy.extensions.filters.http.rbac.v3.RBAC" };
    }),
  ],
  ["a filter for tokens without rules", query((config) => delete tokens(config).typed_config.rules)],
  ["a rule that demands nothing", query((config) => delete rule(config).requires)],
  [
    "a rule for a part of the paths",
    query((config) => {
      rule(config).match.prefix = "/prod/security";
    }),
  ],
  [
    "a rule for requests with some header",
    query((config) => {
      rule(config).match.headers = [{ name: "x-checked", present_match: true }];
    }),
  ],
  [
    "a path before the rule that needs no token",
    query((config) => {
      tokens(config).typed_config.rules.unshift({ match: { path: "/prod/security/api/search" } });
    }),
  ],
  ["a token that may be missing", demanded({ allow_missing: {} })],
  ["a token that may be missing or wrong", demanded({ allow_missing_or_failed: {} })],
  ["a token or nothing", demanded({ requires_any: { requirements: [idp, { allow_missing: {} }] } })],
  ["a token of a provider that is not there", demanded({ provider_name: "other" })],
  [
    "a token of a provider without keys",
    demanded(idp, { providers: { idp: { issuer: "https://issuer.acme.example" } } }),
  ],
  ["requests of browsers' preflight, which need no token", demanded(idp, { bypass_cors_preflight: true })],
  [
    "a route that switches the filter for tokens off",
    query((config) => {
      const [route] = manager(config).route_config.virtual_hosts[0].routes;
      route.typed_per_filter_config["envoy.filters.http.jwt_authn"] = { disabled: true };
    }),
  ],
  [
    "routes that are read from a file",
    query((config) => {
      manager(config).rds = { route_config_name: "routes" };
      delete manager(config).route_config;
    }),
  ],
  [
    "upgrades, which go past filters",
    query((config) => {
      manager(config).upgrade_configs = [{ upgrade_type: "websocket", filters: [] }];
    }),
  ],
  [
    "rules of routes that no filter reads",
    query((config) => {
      const { http_filters: filters } = manager(config);
      manager(config).http_filters = filters.filter(({ name }: Config) => name !== "envoy.filters.http.rbac");
    }),
  ],
  [
    "a listener for health that leads to the store",
    door((config) => {
      ops(config).route_config.virtual_hosts[0].routes.unshift({
        match: { prefix: "/" },
        route: { cluster: "tempo-http" },
      });
    }),
  ],
  [
    "a listener for counts that can be asked something else",
    door((config) => {
      ops(config).route_config.virtual_hosts[0].routes[1].route.prefix_rewrite = "/api/search";
    }),
  ],
  [
    "a listener for counts that hands the path on",
    door((config) => delete ops(config).route_config.virtual_hosts[0].routes[1].route.prefix_rewrite),
  ],
  ["an egress gateway beside which something else lies", { ...egress(), ...rendered("company/prod/detector.yaml") }],
  [
    "an egress gateway to wherever it is asked",
    egress((config) => manager(config).route_config.virtual_hosts[0].domains.push("*")),
  ],
  [
    "an egress gateway that fetches for who asks",
    egress((config) => {
      manager(config).route_config.virtual_hosts[0].routes[0].match = { prefix: "/" };
    }),
  ],
];

test.each(unproven)("%s is told", (_, files) => {
  const found = judge((stack) => task(stack, { files }));
  expect([...new Set(found)]).toEqual(["UnprovenCaller Stack/Task"]);
});
