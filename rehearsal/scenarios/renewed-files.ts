import { join } from "node:path";
import type { Tenant } from "../../lib/access/tenant";
import { setup } from "../../lib/instrumentation";
import type { Credential } from "../../lib/pki/authority";
import { replaceFile } from "../../lib/pki/whole-files";
import { loopback } from "../../lib/site";
import { eventually } from "../eventually";
import type { RunningCell } from "../running-cell";
import { type Check, same } from "../scenario";

/** A server whose certificate was revoked gets through once its files hold another, and is not started anew for it. */
export async function renewedFiles(
  cell: RunningCell,
  port: number,
  { tenant, lost, kept }: { readonly tenant: Tenant; readonly lost: Credential; readonly kept: Credential },
): Promise<readonly Check[]> {
  const folder = join(cell.directory, "renewed-files");
  const [caFile, certFile, keyFile] = [
    join(folder, "ca.pem"),
    join(folder, "tls.crt"),
    join(folder, "tls.key"),
  ] as const;
  await replaceFile(caFile, cell.authority.certificate);
  const hold = async ({ certificate, key }: Credential) => {
    await replaceFile(certFile, certificate);
    await replaceFile(keyFile, key);
  };
  await hold(lost);
  const tracing = setup({
    endpoint: `https://${loopback}:${port}`,
    serviceName: tenant.team.services[0],
    tls: { caFile, certFile, keyFile, refresh: 50 },
    timeout: 2_000,
    register: false,
  });
  const tracer = tracing.provider.getTracer("renewed-files");
  /** The trace of one more span, if it was taken. */
  const taken = async () => {
    const span = tracer.startSpan("renewed");
    span.end();
    return tracing.flush().then(
      () => span.spanContext().traceId,
      () => undefined,
    );
  };
  try {
    const before = await taken();
    await hold(kept);
    const traceId = await eventually(taken, (trace) => trace !== undefined);
    const stored = await eventually(
      async () => (traceId === undefined ? 0 : (await cell.store.trace(tenant.id, traceId)).length),
      (count) => count > 0,
    );
    return [
      same("a server that shows it gets nothing through", before, undefined),
      same("until its files hold another, which it reads by itself", stored, 1),
    ];
  } finally {
    await tracing.shutdown().catch(() => {});
  }
}
