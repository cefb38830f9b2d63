import { X509Certificate } from "node:crypto";
import { ingestKeys, revocationList } from "../../lib/variables";
import { eventually } from "../eventually";
import { startIngest } from "../people/second-ingest";
import { type Claims, makeKey, published, signed, unproven } from "../people/tokens";
import type { RunningCell } from "../running-cell";
import { type Check, type Scenario, same } from "../scenario";
import type { SecureAnswer } from "../secure-request";
import { type RawSend, sendRaw } from "../sender";
import { newTraceId } from "../traffic";
import { renewedFiles } from "./renewed-files";

export const serverCredentials: Scenario = {
  id: "server-credentials",
  title: "a server's token is as good as a certificate, and a revoked certificate is no good",
  act: async ({ cell }) => {
    const checks = [...(await tokens(cell)), ...(await revocation(cell))];
    return async () => checks;
  },
};

/** The gateway again, as it is where servers show tokens: with keys of its own, and with keys that it fetches. */
async function tokens(cell: RunningCell): Promise<readonly Check[]> {
  const { settings, keys } = cell.signIn;
  const issuer = { issuer: settings.issuer, audience: "mcp-spans" };
  const own = JSON.stringify({ keys: keys.map(published) });
  const gateways = {
    "with keys in its secret": await startIngest(cell, "tokens", { tokens: issuer }, { [ingestKeys]: own }),
    "with keys that it fetches": await startIngest(cell, "fetched", {
      tokens: { ...issuer, jwksUri: settings.jwksUri },
    }),
  };
  const lists = await Promise.all(Object.entries(gateways).map(([how, port]) => tokensAt(cell, port, how)));
  return lists.flat();
}

async function tokensAt(cell: RunningCell, port: number, how: string): Promise<readonly Check[]> {
  const [tenant, other] = cell.tenants;
  const [key] = cell.signIn.keys;
  if (!tenant || !other || !key) throw new Error("two teams and a key are needed");
  const now = Math.floor(Date.now() / 1_000);
  const claims = { iss: cell.signIn.settings.issuer, aud: "mcp-spans", sub: tenant.identity, iat: now, exp: now + 300 };
  const send = (token: string | undefined, more: Partial<RawSend> = {}) => {
    const headers = { ...(token && { authorization: `Bearer ${token}` }), ...more.headers };
    return sendRaw({ ...plain(cell, port), ...more, headers });
  };
  const says = (changes: Claims) => signed(key, { ...claims, ...changes });

  const traceId = newTraceId();
  const accepted = await send(says({}), { traceId });
  const overGrpc = await send(says({}), { encoding: "grpc" });
  const attempts: Readonly<Record<string, readonly [number, Promise<SecureAnswer>]>> = {
    "no token": [401, send(undefined)],
    "an expired token": [401, send(says({ iat: now - 900, exp: now - 600 }))],
    "a token without an end": [401, send(says({ exp: undefined }))],
    "a token of another issuer": [401, send(says({ iss: "https://elsewhere.example" }))],
    "a token of another key": [401, send(signed(makeKey(key.id), claims))],
    "a token without a signature": [401, send(unproven(claims))],
    "a token for another service": [403, send(says({ aud: "another" }))],
    "a person's token": [403, send(cell.signIn.token({ user: "dana", groups: ["security"] }))],
    "a token of a team that is not": [403, send(says({ sub: `${tenant.identity}x` }))],
    "a token of two teams": [403, send(says({ sub: `${tenant.identity},${other.identity}` }))],
    "a token of nobody, with a header that claims": [
      403,
      send(says({ sub: undefined }), { headers: { "x-kit-identity": tenant.identity } }),
    ],
    "a certificate and no token": [401, send(undefined, { credential: await cell.authority.issue(tenant) })],
  };
  const refused = await Promise.all(
    Object.entries(attempts).map(async ([what, [wanted, answer]]) =>
      same(`${how}: ${what} is refused`, status(await answer), wanted),
    ),
  );
  const stored = await eventually(
    () => Promise.all(cell.tenants.map(async ({ id }) => (await cell.store.trace(id, traceId)).length)),
    (counts) => counts.some((count) => count > 0),
  );
  return [
    same(`${how}: a team's token is accepted`, [status(accepted), status(overGrpc)], [200, 200]),
    same(
      `${how}: its span is in its own store alone`,
      stored,
      cell.tenants.map(({ id }) => Number(id === tenant.id)),
    ),
    ...refused,
  ];
}

/** The gateway once more, with a list of what its authority no longer stands for. */
async function revocation(cell: RunningCell): Promise<readonly Check[]> {
  const [tenant] = cell.tenants;
  if (!tenant) throw new Error("a team is needed");
  const [lost, kept] = [await cell.authority.issue(tenant), await cell.authority.issue(tenant)];
  const list = await cell.authority.revoked([new X509Certificate(lost.certificate).serialNumber]);
  const port = await startIngest(cell, "revocation", { revocation: true }, { [revocationList]: list });
  const withRevoked = await sendRaw({ ...plain(cell, port), credential: lost });
  const withKept = await sendRaw({ ...plain(cell, port), credential: kept });
  return [
    same("a certificate that is not on the list is accepted", status(withKept), 200),
    { what: "one that is on it is refused by TLS", ok: "refused" in withRevoked, seen: String(status(withRevoked)) },
    ...(await renewedFiles(cell, port, { tenant, lost, kept })),
  ];
}

function plain(cell: RunningCell, port: number): RawSend {
  return { port, authority: cell.authority.certificate, traceId: newTraceId(), spans: [{ name: "credential" }] };
}

function status(answer: SecureAnswer): number | string {
  return "status" in answer ? answer.status : answer.refused;
}
