import { setTimeout as sleep } from "node:timers/promises";
import { alertType, type Severity } from "../lib/alerting/rule";
import type { MetricLabel } from "../lib/telemetry/metrics";

/** An alert as Prometheus tells it. */
export interface FiredAlert {
  readonly rule: string;
  readonly labels: Readonly<Record<string, string>>;
  /** When it was first seen to fire. Unit: milliseconds since the epoch. */
  readonly at: number;
}

/** Tells whether an alert is one rule's, for one trace or caller. By its type: Grafana's titles hold the severity as well. */
export function alertOf(
  rule: string,
  label: MetricLabel,
  value: string,
  severity?: Severity,
): (alert: FiredAlert) => boolean {
  const type = alertType({ id: rule });
  return ({ labels }) =>
    labels.type === type && labels[label] === value && (severity === undefined || labels.severity === severity);
}

interface ApiAlert {
  readonly state: string;
  readonly labels: Record<string, string>;
}

/** A time in which one alert was in one state. Unit of the times: milliseconds since the epoch. */
export interface AlertBar {
  readonly rule: string;
  readonly state: "pending" | "firing";
  readonly labels: Readonly<Record<string, string>>;
  readonly from: number;
  readonly to: number;
}

/** Unit: milliseconds. */
const pollEvery = 250;

/** How finely bars are read. Unit: seconds. */
const barStep = 0.5;

/** The Prometheus that stands for the metrics workspace, asked through its own API. */
export class Workspace {
  readonly #fired = new Map<string, FiredAlert>();
  #watching = true;
  readonly #watch: Promise<void>;

  constructor(readonly url: string) {
    this.#watch = this.#poll();
  }

  /** Every alert that has fired so far, resolved ones included. */
  fired(): readonly FiredAlert[] {
    return [...this.#fired.values()];
  }

  /** Waits until every condition is met by some fired alert, at most `seconds`. */
  async waitFor(conditions: readonly ((alert: FiredAlert) => boolean)[], seconds: number): Promise<boolean> {
    const deadline = Date.now() + seconds * 1_000;
    while (Date.now() < deadline) {
      if (conditions.every((met) => this.fired().some(met))) return true;
      await sleep(pollEvery);
    }
    return false;
  }

  /** An instant query: one number a series. */
  async query(promql: string): Promise<readonly { labels: Record<string, string>; value: number }[]> {
    const url = `${this.url}/api/v1/query?query=${encodeURIComponent(promql)}`;
    const body = (await (await fetch(url)).json()) as {
      data: { result: { metric: Record<string, string>; value: [number, string] }[] };
    };
    return body.data.result.map(({ metric, value }) => ({ labels: metric, value: Number(value[1]) }));
  }

  /** When each alert waited and when it fired, as the rules' own series tell it. */
  async alertBars(from: number, to: number): Promise<readonly AlertBar[]> {
    const range = new URLSearchParams({
      query: "ALERTS",
      start: String(from / 1_000),
      end: String(to / 1_000),
      step: String(barStep),
    });
    const body = (await (await fetch(`${this.url}/api/v1/query_range?${range}`)).json()) as {
      data: { result: { metric: Record<string, string>; values: [number, string][] }[] };
    };
    return body.data.result.map(({ metric: { __name__, alertname = "", alertstate, ...labels }, values }) => ({
      rule: alertname,
      state: alertstate === "firing" ? "firing" : "pending",
      labels,
      from: (values[0]?.[0] ?? 0) * 1_000,
      to: ((values.at(-1)?.[0] ?? 0) + barStep) * 1_000,
    }));
  }

  async close(): Promise<void> {
    this.#watching = false;
    await this.#watch;
  }

  async #poll(): Promise<void> {
    while (this.#watching) {
      for (const { state, labels } of await this.#alerts()) {
        if (state !== "firing") continue;
        const key = JSON.stringify(Object.entries(labels).sort(([a], [b]) => a.localeCompare(b)));
        const rule = labels.alertname ?? "";
        if (!this.#fired.has(key)) this.#fired.set(key, { rule, labels, at: Date.now() });
      }
      await sleep(pollEvery);
    }
  }

  async #alerts(): Promise<readonly ApiAlert[]> {
    try {
      const answer = await fetch(`${this.url}/api/v1/alerts`, { signal: AbortSignal.timeout(5_000) });
      return ((await answer.json()) as { data: { alerts: ApiAlert[] } }).data.alerts;
    } catch {
      // Asked again at the next turn; a Prometheus that is gone fails the scenarios by itself.
      return [];
    }
  }
}
