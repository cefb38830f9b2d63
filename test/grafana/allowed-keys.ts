import { z } from "zod";

const off = z.literal("false");
const on = z.literal("true");
const some = z.string().min(1);
const duration = z.string().regex(/^\d+[smhd]$/);
const port = z.string().regex(/^\d{1,5}$/);
const variable = z.string().regex(/^\$__env\{[A-Z][A-Z0-9_]*\}$/);

/**
 * Keys of grafana.ini that may be set. Grafana ignores what it does not know, so a misspelt key would leave a door open without a
 * word. Source: conf/defaults.ini of Grafana 9.4, and for keys marked with a version the documentation of that version
 * (setup-grafana/configure-grafana and configure-access/configure-authentication/generic-oauth).
 */
const everywhere = {
  analytics: z.strictObject({
    reporting_enabled: off,
    check_for_updates: off,
    check_for_plugin_updates: off,
    feedback_links_enabled: off,
  }),
  "auth.anonymous": z.strictObject({ enabled: off }),
  "auth.proxy": z.strictObject({ enabled: off }),
  auth: z.strictObject({
    disable_signout_menu: off,
    disable_login_form: on,
    oauth_allow_insecure_email_lookup: off, // 10.0
    login_maximum_inactive_lifetime_duration: duration,
    login_maximum_lifetime_duration: duration,
  }),
  cloud_migration: z.strictObject({ enabled: off }), // 12
  database: z.strictObject({
    type: z.literal("postgres"),
    host: some,
    name: some,
    user: some,
    password: variable,
    ssl_mode: z.literal("verify-full"),
    ca_cert_path: some,
  }),
  dataproxy: z.strictObject({ logging: on, send_user_header: off }),
  feature_toggles: z.strictObject({ oauthRequireSubClaim: on }), // 10.4
  live: z.strictObject({ max_connections: z.literal("0") }),
  log: z.strictObject({ mode: z.literal("console") }),
  "log.console": z.strictObject({ format: z.literal("json") }),
  news: z.strictObject({ news_feed_enabled: off }), // 10
  paths: z.strictObject({ data: some, plugins: some, logs: some, provisioning: some }),
  plugins: z.strictObject({
    preinstall_disabled: on, // 11.2
    preinstall_auto_update: off, // 12
    plugin_admin_enabled: off,
    public_key_retrieval_disabled: on, // 10.1
    public_key_retrieval_on_startup: off, // 10.1
  }),
  provisioning: z.strictObject({ enabled: off }), // 13, synchronization with a repository
  public_dashboards: z.strictObject({ enabled: off }), // 11
  snapshots: z.strictObject({ enabled: off, external_enabled: off }), // enabled: 10
  users: z.strictObject({
    allow_sign_up: off,
    allow_org_create: off,
    auto_assign_org: on,
    auto_assign_org_id: z.literal("1"),
    auto_assign_org_role: z.literal("Viewer"),
    editors_can_admin: off,
    viewers_can_edit: off,
  }),
};

const security = {
  allow_embedding: off,
  cookie_secure: on,
  cookie_samesite: z.literal("lax"),
  content_security_policy: on,
  content_security_policy_template: z.string().includes("$NONCE"),
  disable_brute_force_login_protection: off,
  disable_gravatar: on,
  secret_key: variable,
  strict_transport_security: on,
  x_content_type_options: on,
};

const server = {
  min_tls_version: z.literal("TLS1.2"),
  router_logging: on,
  http_addr: some,
  http_port: port,
  domain: some,
  root_url: z.url(),
};

/** grafana.ini: what people meet. */
export const serverKeys = z.strictObject({
  ...everywhere,
  "auth.basic": z.strictObject({ enabled: off }),
  "auth.generic_oauth": z.strictObject({
    enabled: on,
    name: some,
    allow_sign_up: on,
    client_id: some,
    client_secret: variable,
    auth_url: z.url(),
    token_url: z.url(),
    scopes: some,
    use_pkce: on,
    use_refresh_token: on, // 10
    org_attribute_path: some, // 11.2
    groups_attribute_path: some,
    org_mapping: some, // 11.2
    role_attribute_strict: on,
    skip_org_role_sync: off, // 10
    allow_assign_grafana_admin: off,
    allowed_groups: some, // 10.2
    tls_skip_verify_insecure: off,
  }),
  metrics: z.union([
    z.strictObject({ enabled: off }),
    z.strictObject({ enabled: on, basic_auth_username: some, basic_auth_password: variable }),
  ]),
  security: z.strictObject({ ...security, disable_initial_admin_creation: on, data_source_proxy_whitelist: some }),
  server: z.strictObject({ ...server, protocol: z.literal("https"), enforce_domain: on }),
});

/** bootstrap.ini: on loopback, with a password, without sign-in. */
export const bootstrapKeys = z.strictObject({
  ...everywhere,
  "auth.basic": z.strictObject({ enabled: on }),
  "auth.generic_oauth": z.strictObject({ enabled: off }),
  metrics: z.strictObject({ enabled: off }),
  security: z.strictObject({
    ...security,
    disable_initial_admin_creation: off,
    admin_user: variable,
    admin_password: variable,
  }),
  server: z.strictObject({
    ...server,
    protocol: z.literal("http"),
    http_addr: z.literal("127.0.0.1"),
    enforce_domain: off,
  }),
});

const person = { oauthPassThru: z.literal(true), tlsAuth: z.literal(false), tlsAuthWithCACert: z.literal(true) };
const rule = { oauthPassThru: z.literal(false), tlsAuth: z.literal(true), tlsAuthWithCACert: z.literal(true) };
const authority = { tlsCACert: variable };
const prometheus = { httpMethod: z.literal("GET"), prometheusType: z.literal("Prometheus") };

/** pkg/services/provisioning/datasources/types.go: `upsertDataSourceFromConfigV1`. */
const dataSource = {
  name: z.string().min(1).max(190), // column data_source.name
  uid: z.string().regex(/^[a-zA-Z0-9_-]{1,40}$/), // pkg/util/shortid_generator.go
  orgId: z.int().min(2),
  access: z.literal("proxy"),
  url: z.string().startsWith("https://"),
  isDefault: z.literal(false),
  editable: z.literal(false),
};

const none = z.literal(false);

/** The provisioning file of data sources. `jsonData`: documentation of each data source, "Provision the data source". */
export const dataSourceKeys = z.strictObject({
  apiVersion: z.literal(1),
  prune: z.literal(true), // 11
  datasources: z
    .array(
      z.union([
        z.strictObject({
          ...dataSource,
          type: z.literal("tempo"),
          jsonData: z.strictObject({ ...person, streamingEnabled: z.strictObject({ search: none, metrics: none }) }),
          secureJsonData: z.strictObject(authority),
        }),
        z.strictObject({
          ...dataSource,
          type: z.literal("jaeger"),
          jsonData: z.strictObject(person),
          secureJsonData: z.strictObject(authority),
        }),
        z.strictObject({
          ...dataSource,
          type: z.literal("prometheus"),
          jsonData: z.strictObject({ ...person, ...prometheus, manageAlerts: none }),
          secureJsonData: z.strictObject(authority),
        }),
        z.strictObject({
          ...dataSource,
          type: z.literal("prometheus"),
          jsonData: z.strictObject({ ...rule, ...prometheus, manageAlerts: none }),
          secureJsonData: z.strictObject({ ...authority, tlsClientCert: variable, tlsClientKey: variable }),
        }),
      ]),
    )
    .min(1),
});
