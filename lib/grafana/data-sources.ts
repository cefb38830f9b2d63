import { createHash } from "node:crypto";
import type { Tenant } from "../access/tenant";
import { metricsReadings } from "../gateway/metrics-readings";
import { readings } from "../gateway/query-readings";
import { cellOf, type Inputs } from "../inputs";
import { alertingAudience, organizationOf, organizationsOf } from "./organizations";

/** What stands behind a data source. */
export type DataSourceKind = "traces" | "metrics" | "alerting";

/** A data source of an organization, before addresses. */
export interface DataSource {
  readonly organization: number;
  readonly uid: string;
  readonly name: string;
  readonly type: "tempo" | "jaeger" | "prometheus";
  readonly kind: DataSourceKind;
  readonly environment: string;
  /** Who may query it. */
  readonly audience: string;
  /** What the gateway finds the audience by. */
  readonly prefix: string;
  /** The one team it shows, where an address is for one: with Jaeger always, and where a grant may open some teams and not others. */
  readonly team?: string;
}

/**
 * Every data source: one for each address that an audience has at a gateway, and for each environment the one that alert rules read
 * by. So nothing is offered that no gateway answers, and nothing is answered that nobody is offered.
 */
export function dataSourcesOf(inputs: Inputs): readonly DataSource[] {
  const alerting = alertingAudience(inputs);
  const place = placing(inputs);
  const cells = Object.keys(inputs.environments).map((name) => cellOf(inputs, name));
  return inputs.access.audiences.flatMap(({ id: audience }) =>
    cells.flatMap((cell) => {
      const environment = cell.name;
      const addressed = (list: readonly Addressed[]) => list.filter((one) => one.audience.id === audience).map(named);
      return [
        ...addressed(readings(cell)).map((address) =>
          place({ kind: "traces", type: inputs.kit.store.kind, environment, audience, ...address }),
        ),
        ...addressed(metricsReadings(cell)).map((address) =>
          place({ kind: "metrics", type: "prometheus", environment, audience, ...address }),
        ),
        // No prefix: which certificate asks is all that the gateway goes by.
        ...(audience === alerting
          ? [place({ kind: "alerting", type: "prometheus", environment, audience, prefix: "" })]
          : []),
      ];
    }),
  );
}

interface Addressed {
  readonly prefix: string;
  readonly audience: { readonly id: string };
  readonly tenants: readonly Tenant[];
}

/** An address for one team says so behind the audience: `/<environment>/<audience>/<team>`. */
function named({ prefix, audience, tenants }: Addressed): { readonly prefix: string; readonly team?: string } {
  const [only] = tenants;
  return only && prefix.endsWith(`/${audience.id}/${only.team.id}`) ? { prefix, team: only.team.id } : { prefix };
}

/** The data source that alert rules of an environment name. */
export function alertingDataSource(environment: string): string {
  return uidOf(["alerting", environment]);
}

type Placed = Omit<DataSource, "organization" | "uid" | "name">;

/**
 * Gives a data source its organization and names. In organizations of their own, two audiences have the same names for the same
 * environment, so one dashboard serves both; in a shared one the audience is part of the name.
 */
function placing(inputs: Inputs): (source: Placed) => DataSource {
  const organizations = organizationsOf(inputs);
  const shared = inputs.kit.people.grafana === "enterprise";
  return (source) => {
    const { kind, environment, team, audience } = source;
    const whose = shared && kind !== "alerting" ? [audience] : [];
    const parts = [kind, environment, ...(team === undefined ? [] : [team]), ...whose];
    const [, ...rest] = parts;
    return {
      ...source,
      organization: organizationOf(organizations, audience).id,
      uid: uidOf(parts),
      name: [titles[kind], ...rest].join(" "),
    };
  };
}

const titles: Readonly<Record<DataSourceKind, string>> = {
  traces: "Traces",
  metrics: "Metrics",
  alerting: "Alerting",
};

const longestUid = 40;

/** No part holds `_`, so two lists of parts never make the same text; a long one ends in a digest. */
function uidOf(parts: readonly string[]): string {
  const uid = parts.join("_");
  if (uid.length <= longestUid) return uid;
  const digest = createHash("sha256").update(uid).digest("hex").slice(0, 12);
  return `${uid.slice(0, longestUid - digest.length - 1)}_${digest}`;
}
