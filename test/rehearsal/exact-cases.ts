import type { RuleCase } from "../../lib/alerting/case";
import { type AlertRule, comparison, type Levels, promql, type Tier, tiersOf } from "../../lib/alerting/rule";
import { deadlineCounts } from "../../lib/gateway/grant-header";
import type { MetricLabel } from "../../lib/telemetry/metrics";

/** Readings come every 7 s: of 60 s, at which rules are evaluated, no multiple until the seventh minute. */
const everySeconds = 7;
const minute = 60;
/** How long scrapes fail. Unit: minutes. */
const gaps = [2, 4];
/** What a counter shows that has counted for a long time. */
const past = 1_000;

/** Labels that every rule's query lets through. */
const labels: Readonly<Record<MetricLabel, string>> = {
  root_trace_id: "0af7651916cd43dd8448eb211c80319c",
  environment: "prod",
  team: "payments",
  caller_id: "first",
  code: "-32601",
  tenant: "prod.payments",
  surface: "span",
  class: "provider-token",
  reason: "traces",
  exporter: "otlp_http/vendor",
  job: "collector",
  org: "4",
  instance: "a",
  envoy_rbac_http_prefix: deadlineCounts,
};
const others: Partial<Record<MetricLabel, string>> = {
  root_trace_id: "b7ad6b7169203331aaaaaaaaaaaaaaaa",
  class: "jwt",
  code: "-32602",
};

/** Whether a rule compares a number of things: its exactness is a matter of one more or one fewer. */
export function counts({ metric, level, fires }: AlertRule): boolean {
  return level !== undefined || (metric.kind === "counter" && !("below" in fires));
}

/**
 * For each severity of a counting rule: exactly at its threshold it never fires, one above it does; from nothing, after a long past,
 * spread out, and where scrapes failed; whoever counts with whom. All at instants that no evaluation meets.
 */
export function exactCases(rule: AlertRule, levels: Levels, selector: string): readonly RuleCase[] {
  return tiersOf(rule).flatMap((tier) => tierCases(rule, tier, levels, selector));
}

function tierCases(rule: AlertRule, tier: Tier, levels: Levels, selector: string): readonly RuleCase[] {
  const { sign, limit } = comparison(tier.fires, levels);
  const silentAt = sign === ">=" ? limit - 1 : limit;
  const firesAt = silentAt + 1;
  const pending = levels.for ?? 0;
  const query = promql(rule, tier, levels, selector, 1);
  const window = Number(/ offset (\d+)m/.exec(query)?.[1] ?? 0) * minute;
  const counter = rule.metric.kind === "counter";

  const shown = (change: Partial<Record<MetricLabel, string>> = {}) =>
    Object.fromEntries(
      [...rule.metric.labels, "instance" as const].map((name) => [name, change[name] ?? labels[name]]),
    );
  const start = 3 * everySeconds;
  const verdictAt = Math.ceil((start + pending) / minute) + 1;
  const cold = (value: number) => `_x2 ${value}x${Math.ceil((verdictAt * minute) / everySeconds)}`;
  const one = (name: string, change: Partial<RuleCase> & Pick<RuleCase, "series" | "expect">): RuleCase => ({
    name: `${tier.severity}: ${name}`,
    everySeconds,
    atMinute: verdictAt,
    severity: tier.severity,
    because: "a threshold is exact",
    ...(change.expect === "silent" && { fromMinute: 0 }),
    ...change,
  });
  const single = (values: string) => [{ labels: shown(), values }];

  const apart = rule.groupBy.filter((name) => name !== "environment" && rule.metric.labels.includes(name));
  const together = [...rule.metric.labels, "instance" as const].filter((name) => !rule.groupBy.includes(name));
  const both = (name: MetricLabel, first: number, second: number) => [
    { labels: shown(), values: cold(first) },
    { labels: shown({ [name]: others[name] ?? "other" }), values: cold(second) },
  ];

  return [
    one("never seen before, at the threshold", { series: single(cold(silentAt)), expect: "silent" }),
    one("never seen before, one above", { series: single(cold(firesAt)), expect: "fires" }),
    one("one above, in another environment", {
      series: [{ labels: shown({ environment: "elsewhere" }), values: cold(firesAt) }],
      expect: "silent",
    }),
    ...apart.map((name) =>
      one(`one above, for two of ${name}`, { series: both(name, firesAt, firesAt), expect: "fires", alerts: 2 }),
    ),
    // Parts of one count add up; two readings of one level do not.
    ...together.flatMap((name) =>
      counter
        ? [
            one(`at the threshold, over two of ${name}`, { series: both(name, silentAt, 0), expect: "silent" }),
            one(`one above, over two of ${name}`, {
              series: both(name, Math.ceil(firesAt / 2), Math.floor(firesAt / 2)),
              expect: "fires",
            }),
            one(`one above, in each of two of ${name}`, { series: both(name, firesAt, firesAt), expect: "fires" }),
          ]
        : [one(`at the threshold, for two of ${name}`, { series: both(name, silentAt, silentAt), expect: "silent" })],
    ),
    ...(window > 0 ? windowed({ one, shown, window, pending, silentAt, firesAt }) : []),
  ];
}

interface Windowed {
  one(name: string, change: Partial<RuleCase> & Pick<RuleCase, "series" | "expect">): RuleCase;
  shown(change?: Partial<Record<MetricLabel, string>>): RuleCase["series"][number]["labels"];
  /** Unit: seconds, both. */
  readonly window: number;
  readonly pending: number;
  readonly silentAt: number;
  readonly firesAt: number;
}

function windowed({ one, shown, window, pending, silentAt, firesAt }: Windowed): readonly RuleCase[] {
  const single = (values: string) => [{ labels: shown(), values }];
  const readings = (seconds: number) => Math.ceil(seconds / everySeconds);
  const before = readings(window + 3 * minute);
  const warm = (value: number) => `${past}x${before} ${past + value}x${readings(pending + 2 * minute)}`;
  const again = (value: number) => `${past}x${before} ${value}x${readings(pending + 2 * minute)}`;
  const warmAt = Math.ceil((before * everySeconds + pending) / minute) + 1;
  // Long enough that the last of them falls into the window together with the first, for as long as the alert waits.
  const steps = Math.max(1, readings(window - pending - 2 * minute));
  const spread = (value: number) =>
    ["_x2", ...Array.from({ length: steps }, (_, step) => Math.round((value * (step + 1)) / steps))].join(" ");
  const stays = (value: number) => ` ${value}x${readings(pending + 2 * minute)}`;
  const spreadAt = Math.ceil(((steps + 4) * everySeconds + pending) / minute);
  const end = window + pending + 5 * minute;
  const gapped = gaps.flatMap((gap) => {
    // As a scrape that fails leaves it: the series ends, and nothing follows.
    const unread = `stale _x${readings(gap * minute)}`;
    const begins = before * everySeconds;
    // A window before these calls nothing was read.
    const until = readings(window - (gap * minute) / 2);
    const callsAt = begins + gap * minute + until * everySeconds;
    const after = readings(pending + window);
    const calls = (value: number) => `${past}x${before} ${unread} ${past}x${until} ${past + value}x${after}`;
    const verdictAt = Math.ceil((callsAt + pending) / minute) + 1;
    // When the past itself no longer fires.
    const fromMinute = Math.ceil((window + pending) / minute) + 1;
    return [
      one(`after a gap of ${gap} minutes, at the threshold`, {
        ...{ series: single(calls(silentAt)), fromMinute, expect: "silent" },
        atMinute: Math.floor((callsAt + after * everySeconds) / minute),
      }),
      one(`after a gap of ${gap} minutes, one above`, {
        ...{ series: single(calls(firesAt)), atMinute: verdictAt, expect: "fires" },
      }),
      one(`one above, then a gap of ${gap} minutes`, {
        series: single(`${past}x${before} ${past + firesAt} ${unread} ${past + firesAt}x${after}`),
        atMinute: Math.ceil((begins + pending) / minute) + 1,
        expect: "fires",
      }),
    ];
  });
  return [
    // The past itself fires, where the series begins with it: only what is added to it later is judged.
    one("after a long past, at the threshold", {
      series: single(warm(silentAt)),
      atMinute: warmAt,
      expect: "silent",
      fromMinute: undefined,
    }),
    one("after a long past, one above", { series: single(warm(firesAt)), atMinute: warmAt, expect: "fires" }),
    one("one above, beside one that has counted for long", {
      series: [
        ...single(`_x${before} ${firesAt}x${readings(pending + 2 * minute)}`),
        { labels: shown({ instance: "old" }), values: `${past}x${before + readings(pending + 2 * minute)}` },
      ],
      atMinute: warmAt,
      expect: "fires",
    }),
    one("one above, almost a window ago", {
      series: single(`_x2 ${firesAt}x${readings(window)}`),
      atMinute: window / minute,
      expect: "fires",
    }),
    ...gapped,
    one("begins again at zero, at the threshold", {
      series: single(again(silentAt)),
      atMinute: warmAt,
      expect: "silent",
      fromMinute: undefined,
    }),
    one("begins again at zero, one above", { series: single(again(firesAt)), atMinute: warmAt, expect: "fires" }),
    one("little by little, at the threshold", {
      series: single(spread(silentAt) + stays(silentAt)),
      atMinute: spreadAt,
      expect: "silent",
    }),
    one("little by little, one above", {
      series: single(spread(firesAt) + stays(firesAt)),
      atMinute: spreadAt,
      expect: "fires",
    }),
    one("one above, a window ago", {
      series: single(`_x2 ${firesAt}x${readings(end)}`),
      atMinute: Math.floor(end / minute),
      expect: "silent",
      fromMinute: undefined,
    }),
  ];
}
