import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { systemIdentity, tenantsOf } from "../../lib/access/tenant";
import { serialize } from "../../lib/artifact";
import { renderCell } from "../../lib/artifacts";
import { ingestHost } from "../../lib/aws-site";
import { doorName } from "../../lib/collector/exporters";
import { cellOf } from "../../lib/inputs";
import { localPortCount, localSite } from "../../lib/local-site";
import { type Credential, makeAuthority, type Subject } from "../../lib/pki/authority";
import { holdersOf } from "../../lib/pki/holders";
import { PkiFolder } from "../../lib/pki/pki-folder";
import { revocationList } from "../../lib/variables";
import { obtain } from "../../rehearsal/engines/obtain";
import { eventually } from "../../rehearsal/eventually";
import { freePorts } from "../../rehearsal/ports";
import { programs } from "../../rehearsal/programs/programs";
import type { Stage } from "../../rehearsal/programs/stage";
import { Supervisor } from "../../rehearsal/programs/supervisor";
import { terminalProgress } from "../../rehearsal/progress";
import { secureRequest } from "../../rehearsal/secure-request";
import { type RawSend, sendRaw } from "../../rehearsal/sender";
import { jaegerApi } from "../../rehearsal/stores/jaeger-api";
import { TraceQuery } from "../../rehearsal/stores/trace-query";
import { newTraceId } from "../../rehearsal/traffic";
import { companyInputs, keyFolder } from "../fixtures/pki";
import { kit } from "./kit";

const inputs = companyInputs({ ingest: { revocation: true } }, { store: { kind: "jaeger" } });
const cell = cellOf(inputs, "prod");
const keys = keyFolder();
const folder = new PkiFolder(keys, "prod");
const supervisor = new Supervisor();
const wanted = ["jaeger", "store-door", "collector", "ingest-gateway"];

afterAll(() => supervisor.stop());

const run = async (...args: string[]) => {
  const { code, stderr } = await kit([
    "pki",
    ...args,
    "--config",
    "test/fixtures/company",
    "--env",
    "prod",
    "--dir",
    keys,
  ]);
  expect([stderr, code]).toEqual(["", 0]);
};

const server = async (id: string): Promise<Credential> => {
  const found = await folder.credential(`servers/${id}`);
  if (!found) throw new Error(`no certificate of ${id}`);
  return found;
};

/** An authority that hands out what lies in the folder, and makes nothing. */
async function fromFolder(): Promise<Stage["authority"]> {
  const same = (one: Subject, other: Subject) =>
    one.identity === other.identity && String(one.dns ?? []) === String(other.dns ?? []);
  return {
    certificate: (await folder.authority())?.certificate ?? "",
    issue: async (subject) => {
      const holder = holdersOf(cell).find((one) => same(one.subject, subject));
      const credential = holder && (await folder.credential(holder.id));
      if (!credential) throw new Error(`no certificate for ${JSON.stringify(subject)}`);
      return credential;
    },
    revoked: async () => (await folder.revocationList()) ?? "",
  };
}

/** Programs as a rehearsal starts them, with the certificates that the command made. */
async function start(): Promise<{ readonly stage: Stage }> {
  const directory = keyFolder();
  const [health = 0, ...ports] = await freePorts(1 + localPortCount(cell));
  const site = localSite(cell, directory, ports);
  for (const artifact of renderCell(cell, site)) {
    const file = join(directory, "artifacts", artifact.path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, serialize(artifact));
  }
  mkdirSync(join(directory, "logs"));
  const engines = await obtain(
    ["collector", "sink", "envoy", "prometheus", "jaeger", "label-proxy"],
    terminalProgress(),
  );
  const outside = await makeAuthority("the outside world");
  const sink = { health, otlp: { strict: site.backends["allow-list"], searched: site.backends.patterns } };
  const stage = { cell, site, directory, engines, authority: await fromFolder(), outside, sink, debug: false };
  const all = await programs(stage);
  const list = (await folder.revocationList()) ?? "";
  for (const program of all.filter(({ name }) => wanted.includes(name))) {
    const reads = program.name === "ingest-gateway";
    await supervisor.start({ ...program, env: { ...program.env, ...(reads && { [revocationList]: list }) } });
  }
  return { stage };
}

describe("certificates that `kit pki` made", () => {
  it("take a span through the real gateways into its team's store, and nobody else's", async () => {
    await run("init");
    await run("issue");
    const lost = await server("support/tickets-mcp");
    await run("crl", "--revoke", "servers/support/tickets-mcp");
    const { stage } = await start();
    const { site } = stage;
    const authority = readFileSync(join(folder.path, "servers/payments/payments-mcp/authority.pem"), "utf8");
    const traceId = newTraceId();
    const send = (credential: Credential | undefined, more: Partial<RawSend> = {}) =>
      sendRaw({
        ...{ port: site.port("ingest"), authority, credential, traceId, spans: [{ name: "mcp.tool/pay" }] },
        name: ingestHost(cell.kit.name, cell.name),
        ...more,
      });

    expect(await send(await server("payments/payments-mcp"))).toMatchObject({ status: 200 });
    const asked = { port: site.port("door"), authority, name: doorName("prod") };
    const reader = await stage.authority.issue({
      identity: systemIdentity("prod", "query-gateway"),
      dns: [`query.prod.${cell.kit.name}.internal`],
    });
    const store = new TraceQuery(jaegerApi, { ...asked, credential: reader });
    const stored = await eventually(
      () => Promise.all(tenantsOf(cell.access, "prod").map(async ({ id }) => (await store.trace(id, traceId)).length)),
      (counts) => counts.some((count) => count > 0),
    );
    expect(stored).toEqual([1, 0, 0]);

    expect(await send(lost)).toEqual({ refused: expect.stringContaining("REVOKED") });
    expect(await send(undefined)).toEqual({ refused: expect.stringContaining("CERTIFICATE_REQUIRED") });
    expect(await send(await server("payments/payments-mcp"), { name: "ingest.dev.acme-traces.internal" })).toEqual({
      refused: "ERR_TLS_CERT_ALTNAME_INVALID",
    });
    expect(await send(await stage.authority.issue({ identity: systemIdentity("prod", "collector") }))).toMatchObject({
      status: 403,
    });
    const path = jaegerApi.path(traceId);
    expect(await secureRequest({ ...asked, path, credential: await server("payments/payments-mcp") })).toMatchObject({
      status: 403,
    });
  }, 3_600_000);
});
