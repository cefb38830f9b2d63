import type { Alerts } from "../alerts";
import type { RunningCell } from "./running-cell";
import type { TrafficSource } from "./traffic";
import type { FiredAlert } from "./workspace";

/** One thing that was looked at, and whether it was as it must be. */
export interface Check {
  readonly what: string;
  readonly ok: boolean;
  /** What was seen, where it was not as it must be. */
  readonly seen?: string;
  /** From the last offending call to the alert, where the check is about one. Unit: seconds. */
  readonly latency?: number;
  /** The alert that fired, where the check is about one. */
  readonly alert?: FiredAlert;
  /** One span as it is inside and as it is outside, where the check is about what became of it. */
  readonly exhibit?: SpanExhibit;
  /** Whether people are told of it even where all is well, because it says how much was tried. Default: false. */
  readonly told?: boolean;
}

/** Attributes of one span in the team's own store, and what an external backend received of them. */
export interface SpanExhibit {
  readonly inside: Readonly<Record<string, unknown>>;
  readonly outside: Readonly<Record<string, unknown>>;
}

/** What scenarios act on. */
export interface Stage {
  readonly cell: RunningCell;
  /** Tool calls through a real MCP server of the first team. */
  readonly traffic: TrafficSource;
  /** A rule's numbers as rehearsed. */
  levels(rule: string): Readonly<Record<string, number>>;
  /** Resolves once everything that was sent has arrived, and every alert that could fire has had the time to. */
  settled(): Promise<void>;
  /** Waits for an alert as long as the contract allows. */
  fires(what: string, since: number, matches: (alert: FiredAlert) => boolean): Promise<Check>;
  /** Looks, after everything has settled, that no such alert fired. */
  silent(what: string, matches: (alert: FiredAlert) => boolean): Promise<Check>;
}

/** A story with a verdict. It acts first; all verdicts are taken afterwards, so that stories share the waiting. */
export interface Scenario {
  readonly id: string;
  readonly title: string;
  /** The rules that it shows to fire and to stay silent. */
  readonly proves?: keyof Alerts | readonly (keyof Alerts)[];
  /** Does what it is about and returns how to judge it. */
  act(stage: Stage): Promise<() => Promise<readonly Check[]>>;
}

export interface Verdict {
  readonly id: string;
  readonly title: string;
  readonly checks: readonly Check[];
  readonly passed: boolean;
}

/** A check by value. */
export function same(what: string, seen: unknown, wanted: unknown): Check {
  const ok = JSON.stringify(seen) === JSON.stringify(wanted);
  return ok ? { what, ok } : { what, ok, seen: `${JSON.stringify(seen)} instead of ${JSON.stringify(wanted)}` };
}

/** A check that says how much was tried. */
export function told(check: Check): Check {
  return { ...check, told: true };
}
