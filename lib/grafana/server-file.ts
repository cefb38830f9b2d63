import type { Artifact } from "../artifact";
import { fromVariable, type IniSections } from "../ini";
import type { Inputs } from "../inputs";
import { loopback } from "../site";
import { countsSettings } from "./counts";
import { gatewayHosts } from "./data-source-file";
import type { GrafanaDatabase, GrafanaSite } from "./grafana-site";
import { grafanaVariables } from "./grafana-variables";
import { organizationsOf } from "./organizations";
import { dataPaths, serverSettings, settingValues } from "./server-settings";
import { signInSettings } from "./sign-in";

/** Grafana as people meet it. */
export function serverFile(inputs: Inputs, site: GrafanaSite): Artifact {
  return {
    path: "grafana/grafana.ini",
    content: merged(
      settingValues(serverSettings),
      addresses(site),
      storage(site),
      // Through a data source nothing else than a gateway can be asked.
      { security: { data_source_proxy_whitelist: gatewayHosts(inputs, site).join(" ") } },
      { paths: { provisioning: site.provisioningPath } },
      countsSettings(inputs),
      signInSettings(inputs.access.identity, organizationsOf(inputs)),
    ),
  };
}

/**
 * Grafana while organizations are made: provisioning files that name an organization that is not there would keep it from starting.
 * On loopback, with the same database, with a password for the one administrator, and without sign-in.
 */
export function bootstrapFile(site: GrafanaSite): Artifact {
  const hardened = settingValues(serverSettings);
  return {
    path: "grafana/bootstrap.ini",
    content: merged(hardened, storage(site), {
      server: {
        ...addresses(site).server,
        protocol: "http",
        http_addr: loopback,
        enforce_domain: false,
      },
      "auth.basic": { enabled: true },
      "auth.generic_oauth": { enabled: false },
      paths: { provisioning: `${site.dataPath}/no-provisioning` },
      security: {
        disable_initial_admin_creation: false,
        admin_user: fromVariable(grafanaVariables.adminUser),
        admin_password: fromVariable(grafanaVariables.adminPassword),
      },
    }),
  };
}

/** The name stays what it is, also while nobody comes by it: a licence is for that name. */
function addresses({ rootUrl, bind, port }: GrafanaSite) {
  const { hostname, protocol, pathname } = new URL(rootUrl);
  if (protocol !== "https:" || pathname !== "/") {
    throw new Error(`Grafana's address is ${rootUrl}; allowed is https://<host>/, as its cookies travel over TLS only`);
  }
  return { server: { http_addr: bind, http_port: port, domain: hostname, root_url: rootUrl } } as const;
}

function storage({ database, dataPath }: GrafanaSite): IniSections {
  return {
    database: databaseKeys(database),
    paths: dataPaths(dataPath),
    // The value Grafana comes with is public.
    security: { secret_key: fromVariable(grafanaVariables.secretKey) },
  };
}

function databaseKeys(database: GrafanaDatabase): IniSections[string] {
  if (database.kind === "sqlite") return { type: "sqlite3" };
  const { host, name, user, authorityFile } = database;
  return {
    type: "postgres",
    host,
    name,
    user,
    password: fromVariable(grafanaVariables.databasePassword),
    ssl_mode: "verify-full",
    ca_cert_path: authorityFile,
  };
}

/** Later sections add to earlier ones, key by key. Sorted, so that a change shows as a change. */
function merged(...parts: readonly IniSections[]): IniSections {
  const names = [...new Set(parts.flatMap((part) => Object.keys(part)))].toSorted((left, right) =>
    left < right ? -1 : 1,
  );
  return Object.fromEntries(names.map((name) => [name, Object.assign({}, ...parts.map((part) => part[name]))]));
}
