import { request } from "node:http";
import { needsGrants } from "../../lib/gateway/grant-gateway";
import { grantHeader } from "../../lib/gateway/grant-header";
import { readings } from "../../lib/gateway/query-readings";
import type { Listener } from "../../lib/site";
import { loopback } from "../../lib/site";
import type { SecureAnswer } from "../secure-request";
import type { Attempt, Ground } from "./attempt";

/** Somebody who already is inside the gateway's task, where loopback is within reach, and skips a lock. */
export function behindAttempts({ cell, insider, foreignSpan }: Ground): readonly Attempt[] {
  if (!needsGrants(cell.cell)) return [];
  const address = readings(cell.cell).find(({ audience }) => audience.conditional);
  if (!address) return [];
  const { audience, prefix } = address;
  const onCall = { user: "on-call", groups: audience.groups };
  const path = prefix + cell.store.api.path(foreignSpan.traceId);
  const at = (
    listener: Listener,
    what: string,
    wanted: number,
    headers: Readonly<Record<string, string>>,
  ): Attempt => ({
    what: `${listener}: ${what}`,
    wanted,
    send: () => plain(cell.site.port(listener), path, headers),
  });
  const said = (minutes: number) => `inc-1@${new Date(Date.now() + minutes * 60_000).toISOString()}`;
  const token = cell.signIn.headers(cell.signIn.token(onCall));
  const { maxMinutes } = cell.cell.access.incidents;
  return [
    at("grants", "no token", 401, {}),
    at("grants", "an on-call token, while no grant is open", 403, token),
    at("granted", "no token", 401, { [grantHeader]: said(5) }),
    at("granted", "a token of somebody who is not on call", 403, {
      ...cell.signIn.headers(cell.signIn.token({ user: insider.user, groups: ["another-company"] })),
      [grantHeader]: said(5),
    }),
    at("granted", "no grant", 403, token),
    at("granted", "a grant that is over", 403, { ...token, [grantHeader]: said(-1) }),
    at("granted", "a grant that is longer than any may be", 403, { ...token, [grantHeader]: said(maxMinutes + 5) }),
    at("granted", "a grant without an end", 403, { ...token, [grantHeader]: "inc-1" }),
    at("granted", "a grant with words for an end", 403, { ...token, [grantHeader]: "inc-1@tomorrow" }),
  ];
}

function plain(port: number, path: string, headers: Readonly<Record<string, string>>): Promise<SecureAnswer> {
  return new Promise((done) => {
    const call = request({ host: loopback, port, path, headers, agent: false }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("end", () => done({ status: answer.statusCode ?? 0, body: Buffer.concat(chunks).toString("utf8") }));
    });
    call.on("error", (error) => done({ refused: error.message }));
    call.end();
  });
}
