import { createHash } from "node:crypto";
import type { Builder } from "@grafana/grafana-foundation-sdk/cog";
import type { DataSourceRef } from "@grafana/grafana-foundation-sdk/common";
import type { Panel } from "@grafana/grafana-foundation-sdk/dashboard";
import type { AlertRule } from "./alerting/rule";
import type { Tuning } from "./settings/tuning";

/** Every dashboard: a file under `dashboards/`, a part of its address, and what others link to. */
export type DashboardId =
  | "security-overview"
  | "caller-investigation"
  | "trace-investigation"
  | "agent-behaviour"
  | "pipeline-health";

/** What a reader may fill in. Named like the label of the alert that fills it, so that an alert's link sets it. */
export type DashboardVariable = "caller_id" | "root_trace_id" | "service";

/** One dashboard, as its author writes it: questions and queries. Where it lies and what it may read is added when it is rendered. */
export interface Dashboard {
  readonly id: DashboardId;
  readonly title: string;
  /** The question it answers. */
  readonly answers: string;
  /** What it shows something of. One that an audience may read is enough. */
  readonly reads: readonly ("metrics" | "traces")[];
  /** Whether it is only for who reads every team: what programs say of themselves belongs to no team. */
  readonly everyTeam: boolean;
  readonly variables: readonly DashboardVariable[];
  rows(place: Place): readonly Row[];
}

/** Panels under a heading. A folded row asks nothing until it is opened: an audience may ask only so much at once. */
export interface Row {
  readonly title: string;
  readonly folded?: boolean;
  readonly panels: readonly Builder<Panel>[];
}

/** For whom a dashboard is rendered, and what it may read there. */
export interface Place {
  readonly environment: string;
  readonly rules: readonly AlertRule[];
  /** The rules' numbers in this environment. */
  readonly levels: Tuning;
  /** How many detectors there are. */
  readonly detectors: number;
  readonly metrics?: DataSourceRef;
  readonly traces?: DataSourceRef;
  /** Where the rules' runbooks can be read; absent where nobody said. */
  readonly runbooks?: string;
  /** Whether the rules that Grafana evaluates lie in this organization. */
  readonly holdsAlerts: boolean;
  /** Another dashboard of this place, with variables filled in and the time range carried on; nothing where the place has none. */
  linkTo(dashboard: DashboardId, variables: Readonly<Partial<Record<DashboardVariable, string>>>): string | undefined;
}

/** The template variable that holds the environment. One value: thresholds are drawn as they are in it. */
export const environmentVariable = "environment";

const longestUid = 40;

/**
 * The uid of a dashboard. In organizations of their own two audiences have the same ones; in a shared organization the audience
 * is part of it.
 */
export function dashboardUid(dashboard: string, environment: string, audience?: string): string {
  const uid = [dashboard, environment, ...(audience === undefined ? [] : [audience])].join("_");
  if (uid.length <= longestUid) return uid;
  const digest = createHash("sha256").update(uid).digest("hex").slice(0, 12);
  return `${uid.slice(0, longestUid - digest.length - 1)}_${digest}`;
}

/** Where an alert of a rule is looked into, and the variable its label fills. */
export function investigationOf({ groupBy, health }: Pick<AlertRule, "groupBy" | "health">): {
  readonly dashboard: DashboardId;
  readonly variable?: DashboardVariable;
} {
  if (health) return { dashboard: "pipeline-health" };
  if (groupBy.includes("root_trace_id")) return { dashboard: "trace-investigation", variable: "root_trace_id" };
  if (groupBy.includes("caller_id")) return { dashboard: "caller-investigation", variable: "caller_id" };
  return { dashboard: "security-overview" };
}
