import { grantRequestSchema, isFor, isOpen, type OpenGrant, openGrantSchema } from "../../lib/access/grant";
import { grant } from "./written-cells";

const { group: _group, ...forNobody } = grant;
const request = {
  environment: "prod",
  group: "acme-on-call",
  tenants: "all",
  incident: "INC-1",
  reason: "checkout fails for everybody",
  minutes: 30,
};
const at = (time: string) => new Date(`2026-11-22T${time}Z`);
const open = (change: Partial<OpenGrant>, time: string) => isOpen({ ...grant, ...change }, at(time));

describe("a grant", () => {
  it("is open from its first moment to the one before its deadline", () => {
    expect(open({}, "11:29:59.999")).toBe(false);
    expect(open({}, "11:30:00")).toBe(true);
    expect(open({}, "12:29:59.999")).toBe(true);
    expect(open({}, "12:30:00")).toBe(false);
  });

  it("ends when it is closed early, and a late closing does not prolong it", () => {
    expect(open({ closedAt: "2026-11-22T12:00:00Z" }, "11:59:59.999")).toBe(true);
    expect(open({ closedAt: "2026-11-22T12:00:00Z" }, "12:00:00")).toBe(false);
    expect(open({ closedAt: "2026-11-22T13:00:00Z" }, "12:45:00")).toBe(false);
  });

  it.each(["opensAt", "closesAt", "closedAt"] as const)("is closed when %s cannot be read", (key) => {
    expect(open({ [key]: "soon" }, "12:00:00")).toBe(false);
    expect(isOpen(grant, new Date("never"))).toBe(false);
  });

  it("is for its group or its user, and nobody else", () => {
    const group = { groups: ["acme-on-call"], user: "dana" };
    const forDana = { ...forNobody, user: "dana" };
    expect(isFor(grant, group, "prod.payments")).toBe(true);
    expect(isFor(grant, { groups: ["ACME-on-call"] }, "prod.payments")).toBe(false);
    expect(isFor(grant, { groups: [] }, "prod.payments")).toBe(false);
    expect(isFor(forDana, group, "prod.payments")).toBe(true);
    expect(isFor(forDana, { groups: ["dana"] }, "prod.payments")).toBe(false);
  });

  it("that names nobody is for nobody, and one that names both demands both", () => {
    const both = { ...grant, user: "dana" };
    expect(isFor(forNobody, { groups: [], user: undefined }, "prod.payments")).toBe(false);
    expect(isFor(both, { groups: ["acme-on-call"], user: "erin" }, "prod.payments")).toBe(false);
    expect(isFor(both, { groups: [], user: "dana" }, "prod.payments")).toBe(false);
    expect(isFor(both, { groups: ["acme-on-call"], user: "dana" }, "prod.payments")).toBe(true);
  });

  it("opens its tenants by their whole names", () => {
    const narrow = { ...grant, tenants: ["prod.payments"] };
    expect(isFor(narrow, { groups: ["acme-on-call"] }, "prod.payments")).toBe(true);
    for (const other of ["prod.search", "prod.pay", "prod.payments2", "staging.payments"]) {
      expect(isFor(narrow, { groups: ["acme-on-call"] }, other)).toBe(false);
    }
  });
});

describe("what is asked for or kept as a grant", () => {
  it("is taken when it is complete", () => {
    expect(grantRequestSchema.safeParse(request).success).toBe(true);
    expect(openGrantSchema.safeParse(grant).success).toBe(true);
  });

  it.each([
    ["nobody", { group: undefined }],
    ["a user and a group at once", { user: "dana" }],
    ["no tenant", { tenants: [] }],
    ["no reason", { reason: "because" }],
    ["a reason that breaks a log line", { reason: 'a "reason" that\nforges an entry' }],
    ["no incident", { incident: "" }],
    ["a user that is more than a name", { group: undefined, user: 'dana" || true' }],
    ["something unknown", { forever: true }],
  ])("is refused with %s", (_name, change) => {
    expect(grantRequestSchema.safeParse({ ...request, ...change }).success).toBe(false);
    expect(openGrantSchema.safeParse({ ...grant, ...change }).success).toBe(false);
  });

  it.each([0, -5, 1.5, "30", Number.POSITIVE_INFINITY])("is refused for %s minutes", (minutes) => {
    expect(grantRequestSchema.safeParse({ ...request, minutes }).success).toBe(false);
  });

  it.each(["2026-11-22T12:30:00", "2026-11-22T12:30:00+02:00", "tomorrow", ""])(
    "is refused with the time %j",
    (time) => {
      expect(openGrantSchema.safeParse({ ...grant, closesAt: time }).success).toBe(false);
    },
  );

  it.each(["../../routes", "INC", "a", ""])("is refused with the name %j, which becomes that of a file", (id) => {
    expect(openGrantSchema.safeParse({ ...grant, id }).success).toBe(false);
  });
});
