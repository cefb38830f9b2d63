import { identityPrefix } from "../../lib/access/tenant";
import { makeAuthority } from "../../lib/pki/authority";
import { type Check, type Scenario, same } from "../scenario";
import type { SecureAnswer } from "../secure-request";
import { sendRaw } from "../sender";
import { newTraceId } from "../traffic";

export const uninvitedSender: Scenario = {
  id: "uninvited-sender",
  title: "without a certificate of a known team nothing is accepted",
  act: async ({ cell, settled }) => {
    const traceId = newTraceId();
    const [tenant] = cell.tenants;
    const foreign = await makeAuthority("somebody else");
    const at = {
      port: cell.site.port("ingest"),
      authority: cell.authority.certificate,
      traceId,
      spans: [{ name: "uninvited" }],
    };
    const shown = {
      "no certificate": undefined,
      "a certificate of another authority": await foreign.issue({ identity: tenant?.identity }),
      "a certificate of another environment": await cell.authority.issue({
        identity: `${identityPrefix("elsewhere")}payments`,
      }),
    };
    const unknown = await cell.authority.issue({ identity: `${identityPrefix(cell.cell.name)}nobody` });
    const refusals: Check[] = [];
    for (const [what, credential] of Object.entries(shown)) {
      refusals.push(refusedByTls(what, await sendRaw({ ...at, credential })));
    }
    const answer = await sendRaw({ ...at, credential: unknown });
    refusals.push(same("an identity that no team has is answered 403", "status" in answer && answer.status, 403));
    return async () => {
      await settled();
      const stored = await Promise.all(cell.tenants.map(({ id }) => cell.store.trace(id, traceId)));
      return [...refusals, same("nothing of it is stored", stored.flat().length, 0)];
    };
  },
};

function refusedByTls(what: string, answer: SecureAnswer): Check {
  const ok = "refused" in answer;
  return { what: `${what} is refused by TLS`, ok, ...(!ok && { seen: `answered ${answer.status}` }) };
}
