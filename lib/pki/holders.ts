import { alertingIdentity, systemIdentity, tenantsOf } from "../access/tenant";
import { ingestHost, readerHost } from "../aws-site";
import { doorName } from "../collector/exporters";
import { detectorName } from "../collector/to-detectors";
import { wantsGrafana } from "../grafana/wanted";
import type { Cell } from "../inputs";
import { ingestKeys, revocationList } from "../variables";
import type { Subject } from "./authority";

/** Whoever holds a certificate of an environment's authority. */
export interface Holder {
  /** Its folder within the environment's, such as `store-door` or `servers/payments/payments-mcp`. */
  readonly id: string;
  /** What it is, for people. */
  readonly what: string;
  /** Whose certificate it is, without the time it holds. */
  readonly subject: Omit<Subject, "hours">;
}

/** A program of the kit, which reads its certificate from a secret. */
export interface ProgramHolder extends Holder {
  readonly id: Program;
  /** Construct id of the secret in the environment's stack of secrets. */
  readonly secret: string;
  /** What the secret holds beside certificate, key and authority. It has the field whether or not settings have it read. */
  readonly further: readonly FurtherField[];
}

export interface FurtherField {
  readonly field: "revocationList" | "tokenKeys";
  /** Environment variable that a gateway reads it from. */
  readonly variable: string;
  /** Whether the settings have it read. */
  readonly read: boolean;
}

interface Kind {
  readonly secret: string;
  readonly what: string;
  readonly subject: (cell: Cell) => Holder["subject"];
  /** @default - in every environment */
  readonly needed?: (cell: Cell) => boolean;
  readonly further?: (cell: Cell) => readonly FurtherField[];
}

const peopleRead = ({ access }: Cell) => access.identity !== undefined;

const kinds = {
  "ingest-gateway": {
    secret: "IngestTls",
    what: "ingest gateway",
    subject: ({ kit, name }) => ({ dns: [ingestHost(kit.name, name)] }),
    further: ({ settings: { ingest } }) => [
      { field: "revocationList", variable: revocationList, read: ingest.revocation && !ingest.tokens },
      { field: "tokenKeys", variable: ingestKeys, read: ingest.tokens !== undefined && !ingest.tokens.jwksUri },
    ],
  },
  collector: {
    secret: "CollectorTls",
    what: "collector",
    subject: ({ name }) => ({ identity: systemIdentity(name, "collector") }),
  },
  "store-door": {
    secret: "DoorTls",
    what: "store door",
    subject: ({ name }) => ({ identity: systemIdentity(name, "store-door"), dns: [doorName(name)] }),
  },
  "detector-door": {
    secret: "DetectorTls",
    what: "detector door",
    subject: ({ name }) => ({ identity: systemIdentity(name, "detector-door"), dns: [detectorName(name)] }),
  },
  "query-gateway": {
    secret: "QueryTls",
    what: "query gateway",
    subject: ({ kit, name }) => ({
      identity: systemIdentity(name, "query-gateway"),
      dns: [readerHost("query", kit.name, name)],
    }),
    needed: peopleRead,
  },
  "metrics-gateway": {
    secret: "MetricsTls",
    what: "metrics gateway",
    subject: ({ kit, name }) => ({ dns: [readerHost("metrics", kit.name, name)] }),
    needed: peopleRead,
  },
  "grafana-alerting": {
    secret: "GrafanaTls",
    what: "alert rules in Grafana",
    subject: () => ({ identity: alertingIdentity }),
    needed: wantsGrafana,
  },
} as const satisfies Readonly<Record<string, Kind>>;

export type Program = keyof typeof kinds;

/** The certificate that one program of an environment shows. The rehearsal, the stacks and `kit pki` all ask here. */
export function subjectOf(cell: Cell, program: Program): Holder["subject"] {
  return kinds[program].subject(cell);
}

/** Every program of an environment that holds a certificate. */
export function programHolders(cell: Cell): readonly ProgramHolder[] {
  return Object.entries<Kind>(kinds)
    .filter(([, { needed }]) => needed?.(cell) ?? true)
    .map(([id, { secret, what, subject, further }]) => {
      return { id: id as Program, secret, what, subject: subject(cell), further: further?.(cell) ?? [] };
    });
}

/** Every service that sends spans, with the identity of its team. One certificate each, so that one can be revoked alone. */
export function serverHolders({ access, name, settings }: Cell): readonly Holder[] {
  if (settings.ingest.tokens) return [];
  return tenantsOf(access, name).flatMap(({ team, identity }) =>
    team.services.map((service) => ({
      id: `servers/${team.id}/${service}`,
      what: `${service} of team ${team.id}`,
      subject: { identity },
    })),
  );
}

/** Everybody who needs a certificate of the environment's authority. */
export function holdersOf(cell: Cell): readonly Holder[] {
  return [...programHolders(cell), ...serverHolders(cell)];
}
