import { makeInputs } from "../../bin/inputs";
import { difference } from "../../lib/access/difference";
import { config } from "../fixtures/company";

const { access } = config;
const { audiences = [], grants = [], exportTargets = [], teams } = access;
const original = makeInputs(config);
const changeBy = (change: Partial<typeof access>) =>
  difference(original, makeInputs({ ...config, access: { ...access, ...change } }));
const texts = (passages: readonly { readonly text: string }[]) => passages.map(({ text }) => text);

describe("a change of the policy", () => {
  it("that is none opens and closes nothing, however the policy is written", () => {
    const rewritten = changeBy({
      audiences: [...audiences].reverse(),
      grants: grants.flatMap((grant) => grant.reads.map((signal) => ({ ...grant, reads: [signal] }))),
    });
    expect(rewritten).toEqual({ opens: [], closes: [], changes: [] });
  });

  it("that takes a condition away opens production, and says so", () => {
    const { opens, closes } = changeBy({
      grants: grants.map((grant) => ({ ...grant, condition: undefined })),
    });
    expect(texts(opens)).toContain("on-call reads traces of payments in prod (group acme-on-call)");
    expect(texts(closes)).toContain(
      "on-call reads traces of payments in prod, while a grant is open (group acme-on-call)",
    );
    expect([opens.length, closes.length]).toEqual([6, 6]);
  });

  it("that lets a group join an audience opens every cell of it to that group", () => {
    const { opens, closes } = changeBy({
      audiences: audiences.map((one) =>
        one.id === "security" ? { ...one, groups: [...one.groups, "acme-all"] } : one,
      ),
    });
    expect(opens).toHaveLength(18);
    expect(texts(opens)).toContain("security reads metrics of search in prod (group acme-all)");
    expect(closes).toEqual([]);
  });

  it("that only renames an audience opens nothing", () => {
    const rename = (id: string) => (id === "security" ? "sirt" : id);
    const { opens, closes } = changeBy({
      audiences: audiences.map((one) => ({ ...one, id: rename(one.id) })),
      grants: grants.map((one) => ({ ...one, audience: rename(one.audience) })),
    });
    expect([opens, closes]).toEqual([[], []]);
  });

  it("that moves a service shows who sees it now", () => {
    const moved = teams.map((team) => {
      if (team.id === "payments") return { ...team, services: ["payments-mcp"] };
      return team.id === "search" ? { ...team, services: [...team.services, "ledger-mcp"] } : team;
    });
    const { opens, closes } = changeBy({ teams: moved });
    expect(texts(opens)).toEqual(["whoever reads search sees ledger-mcp"]);
    expect(texts(closes)).toEqual(["whoever reads payments sees ledger-mcp"]);
  });

  it("of who issues tokens, how long grants last, or where exports go is shown though no cell changes", () => {
    const { opens, closes, changes } = changeBy({
      incidents: { maxMinutes: 480 },
      exportTargets: exportTargets.map((target) => ({ ...target, endpoint: "https://otlp.rival.example" })),
      identity: access.identity && { ...access.identity, audience: "other" },
    });
    expect([opens, closes]).toEqual([[], []]);
    expect(changes).toEqual([
      'identity.audience: "mcp-traces" → "other"',
      "incidents.maxMinutes: 60 → 480",
      'exportTargets.vendor.endpoint: "https://otlp.vendor.example" → "https://otlp.rival.example"',
    ]);
  });

  it("that removes the identity provider closes everything that is read", () => {
    const { opens, closes } = changeBy({ identity: undefined });
    expect(opens).toEqual([]);
    expect(closes).toHaveLength(30);
  });

  it("that exports another environment opens a cell of each team", () => {
    const wider = exportTargets.map((target) => ({ ...target, environments: ["prod", "staging"] }));
    expect(texts(changeBy({ exportTargets: wider }).opens)).toEqual([
      "vendor gets scrubbed spans of payments in staging",
      "vendor gets scrubbed spans of search in staging",
      "vendor gets scrubbed spans of support in staging",
    ]);
  });

  it("of what guards the cells is told by its path", () => {
    const { kit, environments } = config;
    const changed = makeInputs({
      ...config,
      kit: { ...kit, people: { ...kit.people, grafana: "enterprise" } },
      environments: {
        ...environments,
        dev: { ...environments.dev, scrub: { hashCallers: true, internal: "secrets" } },
      },
    });
    expect(difference(original, changed).changes).toEqual([
      'people.grafana: "organizations" → "enterprise"',
      'dev.scrub.internal: "none" → "secrets"',
      "dev.scrub.hashCallers: false → true",
    ]);
  });
});
