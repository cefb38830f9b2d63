import { credentialHeader } from "../access/backends";
import type { ExportTarget } from "../access/policy";
import { type Tenant, tenantHeader } from "../access/tenant";
import type { Json } from "../artifact";
import type { Cell } from "../inputs";
import type { Site } from "../site";
import { fromEnvironment, secrets, targetAuthority, targetCredential } from "../variables";

/** Storage extension that keeps the queues. */
export const queueStorage = "file_storage/queue";

/** Full spans of one tenant, through the store door. The tenant is fixed here, not read from the data. */
export function storeExporter(tenant: Tenant, cell: Cell, site: Site): Json {
  return {
    endpoint: `${site.doorHost}:${site.port("door")}`,
    headers: { [tenantHeader]: tenant.id },
    tls: kitServerTls(doorName(cell.name)),
    ...durable(cell),
  };
}

/** Scrubbed spans, to an external backend by a tunnel of the egress gateway. No other exporter knows of it. */
export function targetExporter(target: ExportTarget, cell: Cell, site: Site): Json {
  return {
    endpoint: target.endpoint,
    proxy_url: `http://${site.egressHost}:${site.port("egress-targets")}`,
    headers: { [credentialHeader(target)]: fromEnvironment(targetCredential(target)) },
    tls: { include_system_ca_certs_pool: true, ca_pem: fromEnvironment(targetAuthority, "") },
    ...durable(cell),
  };
}

/** To a door of the kit: shows the collector's certificate, and demands one of the environment's authority that bears `name`. */
export function kitServerTls(name: string): Json {
  return {
    ca_pem: fromEnvironment(secrets.authority),
    cert_pem: fromEnvironment(secrets.certificate),
    key_pem: fromEnvironment(secrets.key),
    server_name_override: name,
    min_version: "1.3",
  };
}

/** Name on the store door's certificate. */
export function doorName(environment: string): string {
  return `store.${environment}.kit.internal`;
}

/** A queue on disk that neither gives up nor forgets: when it is full the sender is told to come back. */
function durable(cell: Cell) {
  return {
    retry_on_failure: { max_elapsed_time: "0s" },
    sending_queue: {
      storage: queueStorage,
      sizer: "bytes",
      queue_size: cell.settings.collector.queueMiB * 1024 * 1024,
    },
  };
}
