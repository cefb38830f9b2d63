import type { RehearsalReport } from "../rehearse";
import type { AlertBar } from "../workspace";

/** One alert of one trace or caller, from the last call that it is about to its end. Unit of the times: seconds since the start. */
export interface TimeLineRow {
  readonly rule: string;
  readonly about: string;
  /** Last offending call. Absent: no scenario was about this one. */
  readonly call?: number;
  readonly pending?: Stretch;
  readonly firing: Stretch;
}

export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Every alert that fired, in the order in which it did. What only waited is left out: it is what staying silent looks like. */
export function timeLine({ alerts, verdicts, startedAt }: RehearsalReport): readonly TimeLineRow[] {
  const since = (at: number) => (at - startedAt) / 1_000;
  const stretch = ({ from, to }: AlertBar): Stretch => ({ from: since(from), to: since(to) });
  const calls = verdicts.flatMap(({ checks }) =>
    checks.flatMap(({ alert, latency }) => (alert && latency !== undefined ? [{ alert, latency }] : [])),
  );
  return alerts
    .filter(({ state }) => state === "firing")
    .map((bar) => {
      const same = (other: AlertBar) => other.state === "pending" && key(other) === key(bar);
      const pending = alerts.find(same);
      const call = calls.find(({ alert }) => key(alert) === key(bar));
      return {
        rule: bar.rule,
        about: aboutOf(bar.labels),
        ...(call && { call: since(call.alert.at - call.latency * 1_000) }),
        ...(pending && { pending: stretch(pending) }),
        firing: stretch(bar),
      };
    })
    .sort((one, other) => one.firing.from - other.firing.from);
}

/** An alert is known by its rule and its labels, whatever their order. */
function key({ rule, labels }: Pick<AlertBar, "rule" | "labels">): string {
  const own = Object.entries(labels).filter(([name]) => name !== "alertname" && name !== "alertstate");
  return JSON.stringify([rule, own.sort(([a], [b]) => a.localeCompare(b))]);
}

/** What an alert is about, in few words: its own labels but for those that all alerts of a kind share. */
function aboutOf(labels: AlertBar["labels"]): string {
  const shared = new Set(["environment", "severity", "type"]);
  return Object.entries(labels)
    .filter(([name]) => !shared.has(name))
    .map(
      ([name, value]) =>
        `${name.replaceAll("_", " ")} ${value.length > longest ? `${value.slice(0, longest)}…` : value}`,
    )
    .join(", ");
}

/** Longest text of a label that is shown. Unit: characters. */
const longest = 24;
