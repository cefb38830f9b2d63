import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Tenant } from "../../lib/access/tenant";
import { setup } from "../../lib/instrumentation";
import type { Credential } from "../../lib/pki/authority";
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
  mkdirSync(folder);
  const write = (name: string, text: string) => {
    const file = join(folder, name);
    writeFileSync(`${file}.new`, text);
    renameSync(`${file}.new`, file);
    return file;
  };
  const tracing = setup({
    endpoint: `https://${loopback}:${port}`,
    serviceName: tenant.team.services[0],
    tls: {
      caFile: write("ca.pem", cell.authority.certificate),
      certFile: write("tls.crt", lost.certificate),
      keyFile: write("tls.key", lost.key),
      refresh: 50,
    },
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
    write("tls.crt", kept.certificate);
    write("tls.key", kept.key);
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
