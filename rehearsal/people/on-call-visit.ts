import { Agent, request } from "node:https";
import { setTimeout as sleep } from "node:timers/promises";
import type { OpenGrant } from "../../lib/access/grant";
import { grantHeader } from "../../lib/gateway/grant-header";
import { readings } from "../../lib/gateway/query-readings";
import { loopback } from "../../lib/site";
import { rawRequest } from "../attempts/raw-request";
import { eventually } from "../eventually";
import type { RunningCell } from "../running-cell";
import type { Person } from "./identity-provider";
import type { Planted } from "./visits";

/** Somebody on call at the gateway of an environment that needs a grant. */
export interface OnCallVisit {
  readonly onCall: Person;
  readonly stranger: Person;
  /** Headers that claim a grant without an end. */
  readonly endless: Readonly<Record<string, string>>;
  /** Opens everything for so many milliseconds from now on. */
  open(milliseconds: number): Promise<OpenGrant>;
  /** Closes the open grant. */
  close(): Promise<void>;
  /** How one request for a planted trace is answered. */
  status(person?: Person, headers?: Readonly<Record<string, string>>): Promise<number>;
  /** Asks until it is answered so, or for too long; the last answer either way. */
  becomes(status: number, within?: number): Promise<number>;
  /** Asks over one open connection until then. */
  stayUntil(time: number): Promise<Stay>;
  /** Begins a request before the end of the grant and completes it after. How long after the end it was answered, or refused. */
  across(): Promise<{ readonly status: number; readonly outlived: number }>;
}

interface Stay {
  readonly asked: number;
  /** Requests that began after the grant's end and were answered. */
  readonly answeredLate: number;
}

/** How long after a grant's end a request that began before is completed. Unit: milliseconds. */
const lateness = 700;

/** Fewer a second than any audience may ask. Unit: milliseconds. */
const pause = 150;

export async function onCallVisit(cell: RunningCell, planted: readonly Planted[]): Promise<OnCallVisit> {
  const reading = readings(cell.cell).find(({ audience }) => audience.conditional);
  const trace = planted.find(({ team }) => team === reading?.tenants[0]?.team.id);
  if (!reading || !trace) throw new Error(`nobody reads ${cell.cell.name} during incidents only`);
  const tenant = reading.tenants[0]?.id ?? "";
  await eventually(
    () => cell.store.trace(tenant, trace.traceId),
    (spans) => spans.length > 0,
  );

  const onCall = { user: "on-call", groups: reading.audience.groups };
  const agent = new Agent({ keepAlive: true, maxSockets: 1, ca: cell.authority.certificate });
  const path = reading.prefix + cell.store.api.path(trace.traceId);
  const ask = (person: Person, more: Readonly<Record<string, string>> = {}) =>
    new Promise<number>((done, failed) => {
      const headers = { ...cell.signIn.headers(cell.signIn.token(person)), ...more };
      const call = request({ agent, host: loopback, port: cell.site.port("query"), path, headers }, (answer) => {
        answer.resume();
        answer.on("end", () => done(answer.statusCode ?? 0));
      });
      call.on("error", failed);
      call.end();
    });
  let grant: OpenGrant | undefined;
  const visit: OnCallVisit = {
    onCall,
    stranger: { user: "stranger", groups: ["another-company"] },
    endless: { [grantHeader]: "inc-1@2099-01-01T00:00:00Z" },
    open: async (milliseconds) => {
      grant = grantOf(cell, onCall, milliseconds);
      await cell.grants.write(cell.cell, [grant]);
      return grant;
    },
    close: async () => {
      const now = new Date();
      if (grant) await cell.grants.write(cell.cell, [{ ...grant, closedAt: now.toISOString() }], now);
    },
    status: (person = onCall, headers) => ask(person, headers),
    becomes: (status, within) =>
      eventually(
        () => ask(onCall),
        (seen) => seen === status,
        within,
      ),
    stayUntil: async (time) => {
      const ends = Date.parse(grant?.closesAt ?? "");
      let [asked, answeredLate] = [0, 0];
      while (Date.now() < time) {
        const began = Date.now();
        const status = await ask(onCall);
        asked++;
        if (status === 200 && began >= ends) answeredLate++;
        await sleep(pause);
      }
      return { asked, answeredLate };
    },
    across: async () => {
      const ends = Date.parse(grant?.closesAt ?? "");
      const headers = Object.entries(cell.signIn.headers(cell.signIn.token(onCall)));
      const lines = [`GET ${path} HTTP/1.1`, "host: gateway", ...headers.map((pair) => pair.join(": "))];
      const answer = await rawRequest({
        port: cell.site.port("query"),
        authority: cell.authority.certificate,
        bytes: lines.join("\r\n"),
        rest: { bytes: "\r\n\r\n", at: ends + lateness },
      });
      return { status: "status" in answer ? answer.status : 0, outlived: Date.now() - ends };
    },
  };
  return visit;
}

function grantOf({ cell }: RunningCell, { groups }: Person, milliseconds: number): OpenGrant {
  const now = Date.now();
  return {
    id: `inc-1-${now.toString(36)}`,
    environment: cell.name,
    group: groups[0],
    tenants: "all",
    incident: "INC-1",
    reason: "the locks are tried, one by one",
    opensAt: new Date(now - 1_000).toISOString(),
    closesAt: new Date(now + milliseconds).toISOString(),
  };
}
