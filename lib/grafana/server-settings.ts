import type { IniSections, IniValue } from "../ini";

interface ServerSetting {
  readonly value: IniValue;
  /** Why it is not left as it is, or what it would take to change it. */
  readonly why: string;
}

const mission = "required of every installation";
const noCallsHome =
  "nothing is fetched from or sent to grafana.com: the task has no way out, and what is shown here is nobody else's";
const noSharing = "a link or copy outside the organizations would be seen by people no policy names";
const pinned = "the image holds every plugin; one that is fetched at start is neither reviewed nor pinned";

/**
 * Grafana, closed: nobody signs in by form, nothing is embedded, nothing is fetched from outside. These hold everywhere; addresses
 * and sign-in are added by `serverFile`.
 */
export const serverSettings = {
  analytics: {
    reporting_enabled: { value: false, why: noCallsHome },
    check_for_updates: { value: false, why: noCallsHome },
    check_for_plugin_updates: { value: false, why: noCallsHome },
    feedback_links_enabled: { value: false, why: noCallsHome },
  },
  auth: {
    disable_signout_menu: { value: false, why: mission },
    disable_login_form: { value: true, why: "people come through the identity provider, which knows their groups" },
    oauth_allow_insecure_email_lookup: {
      value: false,
      why: "whoever may change an e-mail address could become somebody else",
    },
    login_maximum_inactive_lifetime_duration: { value: "30m", why: "a left desk is closed soon" },
    login_maximum_lifetime_duration: {
      value: "8h",
      why: "organizations are matched to groups at sign-in only: a day at most",
    },
  },
  "auth.anonymous": { enabled: { value: false, why: "nobody is nobody" } },
  "auth.basic": { enabled: { value: false, why: "passwords of Grafana's own exist for the bootstrap alone" } },
  "auth.proxy": { enabled: { value: false, why: "a header is no proof of a person" } },
  cloud_migration: { enabled: { value: false, why: noSharing } },
  dataproxy: {
    logging: { value: true, why: "which data source was asked by whom stands in the log" },
    send_user_header: { value: false, why: "the header is unsigned; gateways read the person's token" },
  },
  feature_toggles: {
    oauthRequireSubClaim: {
      value: true,
      why: "without it a person is known by an e-mail address, which can change hands",
    },
  },
  live: { max_connections: { value: 0, why: "streamed queries carry no token of the person who asks" } },
  log: { mode: { value: "console", why: "the log leaves the task as it is written" } },
  "log.console": { format: { value: "json", why: "one line, one entry, fields to search by" } },
  metrics: {
    enabled: {
      value: false,
      why: "everybody who reaches Grafana could read them without a name; where Grafana evaluates the detections they are on, behind a password that agents hold",
    },
  },
  news: { news_feed_enabled: { value: false, why: noCallsHome } },
  plugins: {
    preinstall_disabled: { value: true, why: pinned },
    preinstall_auto_update: { value: false, why: pinned },
    plugin_admin_enabled: { value: false, why: pinned },
    public_key_retrieval_disabled: { value: true, why: noCallsHome },
    public_key_retrieval_on_startup: { value: false, why: noCallsHome },
  },
  provisioning: {
    enabled: { value: false, why: "dashboards come from files that were reviewed, not from a repository at run time" },
  },
  public_dashboards: { enabled: { value: false, why: noSharing } },
  security: {
    allow_embedding: { value: false, why: mission },
    cookie_secure: { value: true, why: mission },
    cookie_samesite: { value: "lax", why: "`strict` would lose the cookie on the way back from the identity provider" },
    content_security_policy: { value: true, why: "a script that is not Grafana's own does not run" },
    content_security_policy_template: {
      value:
        "script-src 'self' 'unsafe-eval' 'unsafe-inline' 'strict-dynamic' $NONCE;object-src 'none';font-src 'self';style-src 'self' 'unsafe-inline' blob:;img-src 'self' data:;base-uri 'self';connect-src 'self';manifest-src 'self';media-src 'none';form-action 'self';frame-ancestors 'none';",
      why: "the default lets pages load pictures from anywhere and talk to grafana.com: a way out for what a span holds",
    },
    disable_brute_force_login_protection: { value: false, why: "the bootstrap's password is not to be guessed" },
    disable_gravatar: { value: true, why: noCallsHome },
    disable_initial_admin_creation: {
      value: true,
      why: "the administrator exists from the bootstrap, and no second one is made",
    },
    strict_transport_security: { value: true, why: "a browser that was here once never comes without TLS" },
    x_content_type_options: { value: true, why: "a browser does not guess that text is a script" },
  },
  server: {
    protocol: {
      value: "https",
      why: "nothing on the way to the load balancer is readable; Grafana makes itself a certificate when it starts, and a load balancer does not ask whose it is",
    },
    min_tls_version: { value: "TLS1.2", why: "the load balancer speaks nothing older to it" },
    enforce_domain: { value: true, why: "a foreign name that leads here is turned away" },
    router_logging: { value: true, why: "every request is logged: Grafana's own audit log is Enterprise" },
  },
  snapshots: {
    enabled: { value: false, why: noSharing },
    external_enabled: { value: false, why: noSharing },
  },
  users: {
    allow_sign_up: { value: false, why: "who comes through the identity provider is made there; nobody else is" },
    allow_org_create: { value: false, why: "organizations come from the policy" },
    auto_assign_org: {
      value: true,
      why: "otherwise Grafana makes an organization for each person, with that person its administrator",
    },
    auto_assign_org_id: { value: 1, why: "organization 1 holds nothing" },
    auto_assign_org_role: { value: "Viewer", why: "the least there is" },
    editors_can_admin: { value: false, why: "whoever may edit does not thereby decide who sees" },
    viewers_can_edit: { value: false, why: "a viewer looks" },
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, ServerSetting>>>>;

/** The values, without the reasons. */
export function settingValues(
  settings: Readonly<Record<string, Readonly<Record<string, ServerSetting>>>>,
): IniSections {
  return Object.fromEntries(
    Object.entries(settings).map(([section, keys]) => [
      section,
      Object.fromEntries(Object.entries(keys).map(([key, { value }]) => [key, value])),
    ]),
  );
}

/** Where Grafana's own files lie, below a folder. */
export function dataPaths(data: string) {
  return { data, plugins: `${data}/plugins`, logs: `${data}/log` } as const;
}
