/**
 * Grafana, closed: nobody signs in by form, nothing is embedded, nothing is fetched from outside. Sign-in, organizations and data
 * sources are not here: they are rendered with the access policy.
 */
export const grafanaIni = {
  analytics: { reporting_enabled: false, check_for_updates: false, check_for_plugin_updates: false },
  auth: {
    disable_signout_menu: false,
    disable_login_form: true,
    login_maximum_inactive_lifetime_duration: "30m",
    login_maximum_lifetime_duration: "8h",
  },
  "auth.anonymous": { enabled: false },
  live: { max_connections: 0 },
  log: { mode: "console" },
  "log.console": { format: "json" },
  news: { news_feed_enabled: false },
  paths: { data: "/var/lib/grafana", plugins: "/var/lib/grafana/plugins", logs: "/var/lib/grafana/log" },
  plugins: { preinstall_disabled: true, preinstall_auto_update: false, plugin_admin_enabled: false },
  public_dashboards: { enabled: false },
  security: {
    allow_embedding: false,
    cookie_secure: true,
    cookie_samesite: "lax",
    strict_transport_security: true,
    content_security_policy: true,
    disable_gravatar: true,
  },
  server: { router_logging: true },
  snapshots: { enabled: false, external_enabled: false },
  users: { allow_sign_up: false, allow_org_create: false },
} as const;

/** As Grafana reads it. */
export function iniText(
  sections: Readonly<Record<string, Readonly<Record<string, string | number | boolean>>>>,
): string {
  return Object.entries(sections)
    .map(([name, keys]) =>
      [`[${name}]`, ...Object.entries(keys).map(([key, value]) => `${key} = ${String(value)}`), ""].join("\n"),
    )
    .join("\n");
}
