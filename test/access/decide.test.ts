import { makeInputs } from "../../bin/inputs";
import type { Ground } from "../../lib/access/audiences";
import { cellsOf } from "../../lib/access/cells";
import { decide } from "../../lib/access/decide";
import { type AccessInput, accessSchema } from "../../lib/access/policy";
import { config } from "../fixtures/company";
import { exports, grant, grants, groupOf, noon, readings, writings } from "./written-cells";

type Grants = NonNullable<AccessInput["grants"]>;

const ground: Ground = makeInputs(config);

describe("the four sentences of who sees what", () => {
  it.each(readings)("%s, %s, %s %s, grant %j: %s, %s", (who, environment, team, signal, open, allowed, reason) => {
    const decision = decide(ground, {
      operation: "read",
      groups: groupOf[who] ?? [],
      user: "dana",
      environment,
      team,
      signal,
      openGrants: grants[open],
      at: noon,
    });
    expect([decision.allowed ? "allowed" : "denied", decision.reason]).toEqual([allowed, reason]);
    expect(decision.because.length).toBeGreaterThan(10);
  });

  it.each(writings)("%s writes into %s of prod, %s: %s", (identity, team, signal, reason) => {
    const decision = decide(ground, { operation: "write", environment: "prod", team, signal, identity });
    expect([decision.allowed, decision.reason]).toEqual([reason === "own-tenant", reason]);
  });

  it.each(exports)("%s gets of %s: %s, %s: %s", (target, environment, signal, content, reason) => {
    const asked = { operation: "export" as const, environment, team: "payments", signal, target, content };
    const decision = decide(ground, asked);
    expect([decision.allowed, decision.reason]).toEqual([reason === "scrubbed", reason]);
  });

  it("are held by 48 cells or more, denials included", () => {
    expect(readings.length).toBeGreaterThanOrEqual(48);
    expect(readings.filter(([, , , , , allowed]) => allowed === "denied").length).toBeGreaterThan(20);
  });
});

/** Everything anybody could ask to read, with what the cells say of it. */
function product({ access, environments }: Ground) {
  const cells = cellsOf({ access, environments });
  return access.audiences.flatMap(({ id, groups }) =>
    Object.keys(environments).flatMap((environment) =>
      access.teams.flatMap(({ id: team }) =>
        (["traces", "metrics"] as const).flatMap((signal) =>
          [true, false].map((open) => {
            const cell = cells.find(
              (one) =>
                one.kind === "read" &&
                one.audience === id &&
                one.environment === environment &&
                one.team === team &&
                one.signal === signal,
            );
            const expected = cell?.kind === "read" && (open || !cell.conditional);
            const openGrants = open ? groups.map((group) => ({ ...grant, environment, group })) : [];
            const asked = { operation: "read" as const, groups, environment, team, signal, openGrants, at: noon };
            return { asked, expected };
          }),
        ),
      ),
    ),
  );
}

/** The company with another policy, which a check may well refuse: both must be closed even then. */
function changed(change: Partial<AccessInput>): Ground {
  return { ...ground, access: accessSchema.parse({ ...config.access, ...change }) };
}

describe("what is decided", () => {
  const onCall: Grants[number] = { audience: "on-call", environments: "all", teams: "all", reads: ["traces"] };
  const grounds: readonly (readonly [string, Ground])[] = [
    ["the company's policy", ground],
    ["a policy without an identity provider", changed({ identity: undefined })],
    ["a policy that grants nothing", changed({ grants: [] })],
    [
      "a policy that opens one door both ways",
      changed({
        grants: [
          { ...onCall, teams: ["search"] },
          { ...onCall, condition: "during-incident" },
        ],
      }),
    ],
    ["a policy that grants everything to everybody", changed({ grants: everything() })],
  ];

  it.each(grounds)("agrees with the cells over the complete product: %s", (_name, one) => {
    const all = product(one);
    expect(all).toHaveLength(5 * 3 * 3 * 2 * 2);
    const wrong = all.filter(({ asked, expected }) => decide(one, asked).allowed !== expected);
    expect(wrong).toEqual([]);
  });

  it("lets exactly the identities and targets of the cells write and take", () => {
    const cells = cellsOf(ground);
    const identities = cells.flatMap((cell) => (cell.kind === "write" ? [cell.identity] : []));
    for (const environment of Object.keys(ground.environments)) {
      for (const { id: team } of ground.access.teams) {
        const here = cells.filter((cell) => cell.environment === environment && cell.team === team);
        const asked = { environment, team, signal: "traces" } as const;
        const writers = identities.filter(
          (identity) => decide(ground, { ...asked, operation: "write", identity }).allowed,
        );
        const takes = { ...asked, operation: "export", target: "vendor", content: "scrubbed" } as const;
        expect(writers).toEqual(here.flatMap((cell) => (cell.kind === "write" ? [cell.identity] : [])));
        expect(decide(ground, takes).allowed).toBe(here.some(({ kind }) => kind === "export"));
      }
    }
  });

  it("names the grant and the incident that opened production", () => {
    const asked = { operation: "read", environment: "prod", team: "search", signal: "traces" } as const;
    const decision = decide(ground, { ...asked, groups: ["acme-on-call"], openGrants: [grant], at: noon });
    expect(decision).toMatchObject({ openGrant: { incident: "INC-1" }, grant: { audience: "on-call" } });
    expect(decision.because).toContain("INC-1");
  });
});

function everything(): Grants {
  return (config.access.audiences ?? []).map(({ id }) => {
    return { audience: id, environments: "all", teams: "all", reads: ["traces", "metrics"] };
  });
}
