import type { Signal } from "../../lib/access/audiences";
import type { Decision } from "../../lib/access/decide";
import type { OpenGrant } from "../../lib/access/grant";

/** Cells of the invented company, written by hand from the four sentences of its policy. Nothing here is computed. */

export const groupOf: Readonly<Record<string, readonly string[]>> = {
  "payments developer": ["acme-payments"],
  "search developer": ["acme-search"],
  security: ["acme-security"],
  "on-call": ["acme-on-call"],
  auditor: ["acme-auditors"],
  stranger: ["globex-on-call"],
  nobody: [],
  "developer on call": ["acme-payments", "acme-on-call"],
};

export const noon = new Date("2026-11-22T12:00:00Z");
export const grant: OpenGrant = {
  id: "inc-1-aaaa",
  environment: "prod",
  group: "acme-on-call",
  tenants: "all",
  incident: "INC-1",
  reason: "checkout fails for everybody",
  opensAt: "2026-11-22T11:30:00Z",
  closesAt: "2026-11-22T12:30:00Z",
};
export const grants: Readonly<Record<string, readonly OpenGrant[]>> = {
  "": [],
  open: [grant],
  "over since noon": [{ ...grant, closesAt: "2026-11-22T12:00:00Z" }],
  "closed early": [{ ...grant, closedAt: "2026-11-22T11:45:00Z" }],
  "not begun": [{ ...grant, opensAt: "2026-11-22T12:00:01Z" }],
  "for payments": [{ ...grant, tenants: ["prod.payments"] }],
  "for dana": [{ ...grant, group: undefined, user: "dana" }],
  "for erin": [{ ...grant, group: undefined, user: "erin" }],
  "for developers": [{ ...grant, group: "acme-payments" }],
  "of staging": [{ ...grant, environment: "staging" }],
};

type Reading = readonly [
  who: string,
  environment: string,
  team: string,
  signal: Signal,
  grant: string,
  allowed: "allowed" | "denied",
  reason: Decision["reason"],
];

export const readings: readonly Reading[] = [
  // Developers read spans of their own services in non-production …
  ["payments developer", "dev", "payments", "traces", "", "allowed", "at-any-time"],
  ["payments developer", "staging", "payments", "traces", "", "allowed", "at-any-time"],
  ["search developer", "dev", "search", "traces", "", "allowed", "at-any-time"],
  ["search developer", "staging", "search", "traces", "", "allowed", "at-any-time"],
  ["search developer", "dev", "search", "metrics", "", "allowed", "at-any-time"],
  ["search developer", "staging", "search", "metrics", "", "allowed", "at-any-time"],
  // … of no other team …
  ["payments developer", "dev", "search", "traces", "", "denied", "not-granted"],
  ["payments developer", "staging", "support", "traces", "", "denied", "not-granted"],
  ["search developer", "dev", "payments", "traces", "", "denied", "not-granted"],
  ["search developer", "staging", "support", "metrics", "", "denied", "not-granted"],
  // … no metrics unless somebody grants them …
  ["payments developer", "dev", "payments", "metrics", "", "denied", "not-granted"],
  ["payments developer", "staging", "payments", "metrics", "", "denied", "not-granted"],
  // … and no production, not even while a grant is open.
  ["payments developer", "prod", "payments", "traces", "", "denied", "not-granted"],
  ["payments developer", "prod", "payments", "traces", "open", "denied", "not-granted"],
  ["payments developer", "prod", "payments", "traces", "for developers", "denied", "not-granted"],
  ["search developer", "prod", "search", "metrics", "open", "denied", "not-granted"],
  // Security reads everything.
  ["security", "dev", "payments", "traces", "", "allowed", "at-any-time"],
  ["security", "dev", "support", "metrics", "", "allowed", "at-any-time"],
  ["security", "staging", "search", "traces", "", "allowed", "at-any-time"],
  ["security", "staging", "payments", "metrics", "", "allowed", "at-any-time"],
  ["security", "prod", "payments", "traces", "", "allowed", "at-any-time"],
  ["security", "prod", "search", "metrics", "", "allowed", "at-any-time"],
  ["security", "prod", "support", "traces", "", "allowed", "at-any-time"],
  // On-call reads production …
  ["on-call", "prod", "payments", "traces", "open", "allowed", "during-incident"],
  ["on-call", "prod", "search", "traces", "open", "allowed", "during-incident"],
  ["on-call", "prod", "support", "metrics", "open", "allowed", "during-incident"],
  ["on-call", "prod", "payments", "metrics", "for payments", "allowed", "during-incident"],
  ["on-call", "prod", "payments", "traces", "for dana", "allowed", "during-incident"],
  ["developer on call", "prod", "search", "traces", "open", "allowed", "during-incident"],
  ["developer on call", "dev", "payments", "traces", "open", "allowed", "at-any-time"],
  // … only during an incident …
  ["on-call", "prod", "payments", "traces", "", "denied", "no-open-grant"],
  ["on-call", "prod", "search", "metrics", "", "denied", "no-open-grant"],
  ["on-call", "prod", "payments", "traces", "over since noon", "denied", "no-open-grant"],
  ["on-call", "prod", "payments", "traces", "closed early", "denied", "no-open-grant"],
  ["on-call", "prod", "payments", "traces", "not begun", "denied", "no-open-grant"],
  // … with a grant for this person, tenant and environment …
  ["on-call", "prod", "search", "traces", "for payments", "denied", "no-open-grant"],
  ["on-call", "prod", "search", "metrics", "for payments", "denied", "no-open-grant"],
  ["on-call", "prod", "payments", "traces", "for erin", "denied", "no-open-grant"],
  ["on-call", "prod", "payments", "traces", "for developers", "denied", "no-open-grant"],
  ["on-call", "prod", "payments", "traces", "of staging", "denied", "no-open-grant"],
  // … and nothing but production.
  ["on-call", "staging", "payments", "traces", "of staging", "denied", "not-granted"],
  ["on-call", "dev", "search", "metrics", "open", "denied", "not-granted"],
  // Nobody else reads anything.
  ["auditor", "dev", "payments", "traces", "open", "denied", "not-granted"],
  ["auditor", "prod", "search", "metrics", "open", "denied", "not-granted"],
  ["stranger", "prod", "payments", "traces", "open", "denied", "no-audience"],
  ["nobody", "dev", "payments", "traces", "", "denied", "no-audience"],
  ["nobody", "prod", "payments", "metrics", "for dana", "denied", "no-audience"],
  // What does not exist is not read, by nobody.
  ["security", "moon", "payments", "traces", "", "denied", "unknown-environment"],
  ["security", "constructor", "payments", "traces", "", "denied", "unknown-environment"],
  ["security", "prod", "ghosts", "traces", "", "denied", "unknown-team"],
  ["security", "prod", "all", "traces", "", "denied", "unknown-team"],
];

const prod = (name: string) => `spiffe://kit/prod/${name}`;

type Writing = readonly [identity: string | undefined, team: string, signal: Signal, reason: Decision["reason"]];

export const writings: readonly Writing[] = [
  [prod("payments"), "payments", "traces", "own-tenant"],
  [prod("support"), "support", "traces", "own-tenant"],
  [prod("payments"), "search", "traces", "another-team"],
  ["spiffe://kit/dev/payments", "payments", "traces", "unknown-identity"],
  [`${prod("payments")},${prod("search")}`, "payments", "traces", "unknown-identity"],
  [prod("system/collector"), "payments", "traces", "unknown-identity"],
  [prod("PAYMENTS"), "payments", "traces", "unknown-identity"],
  ["spiffe://kit/grafana-alerting", "payments", "traces", "unknown-identity"],
  [undefined, "payments", "traces", "no-identity"],
  [prod("payments"), "payments", "metrics", "metrics-are-derived"],
];

type Export = readonly [
  target: string,
  environment: string,
  signal: Signal,
  content: "full" | "scrubbed",
  reason: Decision["reason"],
];

export const exports: readonly Export[] = [
  ["vendor", "prod", "traces", "scrubbed", "scrubbed"],
  ["vendor", "prod", "traces", "full", "not-scrubbed"],
  ["vendor", "dev", "traces", "scrubbed", "no-target"],
  ["rival", "prod", "traces", "scrubbed", "no-target"],
  ["vendor", "prod", "metrics", "scrubbed", "metrics-stay"],
];
