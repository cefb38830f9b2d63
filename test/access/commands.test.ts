import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { diffText } from "../../bin/commands/access/diff";
import { whatReads } from "../../bin/commands/access/what";
import { whoSees } from "../../bin/commands/access/who";
import { accessFindings } from "../../bin/compliance-report/compliance";
import { makeInputs } from "../../bin/inputs";
import { difference } from "../../lib/access/difference";
import { accessPage } from "../../lib/docs/access-page";
import { config } from "../fixtures/company";

const inputs = makeInputs(config);
const without = makeInputs({ ...config, access: { ...config.access, identity: undefined } });

function kit(...args: readonly string[]) {
  const command = ["--import", "tsx", "bin/kit.ts", "access", ...args];
  return spawnSync(process.execPath, command, { cwd: join(__dirname, "../.."), encoding: "utf8", timeout: 60_000 });
}

describe("who sees a service", () => {
  it("is everybody whom the policy lets near its spans, and nobody else", () => {
    expect(whoSees(inputs, { service: "ledger-mcp", env: "prod" })).toMatchObject({
      team: "payments",
      tenant: "prod.payments",
      reads: [
        { audience: "security", groups: ["acme-security"], signal: "traces", duringIncident: false },
        { audience: "on-call", signal: "traces", duringIncident: true },
        { audience: "security", signal: "metrics", duringIncident: false },
        { audience: "on-call", signal: "metrics", duringIncident: true },
      ],
      writes: ["spiffe://kit/prod/payments"],
      exports: ["vendor"],
    });
  });

  it("may be asked of one signal; metrics are neither written nor exported", () => {
    const answer = whoSees(inputs, { service: "search-mcp", env: "dev", signal: "metrics" });
    expect(answer.reads.map(({ audience }) => audience)).toEqual(["search-developers", "security"]);
    expect([answer.writes, answer.exports]).toEqual([[], []]);
  });

  it("is the break-glass role too, where it is spared: past the gateways, and of spans alone", () => {
    const breakGlassRole = `arn:aws:iam::${"2".repeat(12)}:role/emergency`;
    const named = (kind: "tempo" | "jaeger") =>
      makeInputs({
        ...config,
        kit: { ...config.kit, store: { kind } },
        access: { ...config.access, breakGlassRole },
      });
    const asked = { service: "ledger-mcp", env: "prod" };
    expect(whoSees(named("tempo"), asked).atRest).toEqual([breakGlassRole]);
    expect(whoSees(named("tempo"), { ...asked, signal: "metrics" }).atRest).toEqual([]);
    expect(whoSees(named("jaeger"), asked).atRest).toEqual([]);
    expect(whoSees(inputs, asked).atRest).toEqual([]);
    expect(accessPage(named("tempo"), [])).toContain(breakGlassRole);
    expect(difference(inputs, named("tempo")).changes).toEqual([`breakGlassRole: (absent) → "${breakGlassRole}"`]);
  });

  it("is asked of a service and an environment that exist, which are listed", () => {
    expect(() => whoSees(inputs, { service: "ledger", env: "prod" })).toThrow(
      "--service ledger: no such service; allowed: payments-mcp, ledger-mcp, search-mcp, tickets-mcp",
    );
    expect(() => whoSees(inputs, { service: "ledger-mcp", env: "pord" })).toThrow("did you mean prod?");
  });
});

describe("what a group reads", () => {
  it("is what its audience reads", () => {
    const { audiences, reads } = whatReads(inputs, "acme-payments");
    expect(audiences).toEqual(["payments-developers"]);
    expect(reads.map(({ text }) => text)).toEqual([
      "payments-developers reads traces of payments in dev",
      "payments-developers reads traces of payments in staging",
    ]);
  });

  it("is nothing for auditors, and nothing without an identity provider", () => {
    expect(whatReads(inputs, "acme-auditors").reads).toEqual([]);
    expect(whatReads(without, "acme-security")).toMatchObject({ reads: [], identityProvider: false });
  });

  it("is asked of a group that the policy names", () => {
    expect(() => whatReads(inputs, "acme-securty")).toThrow(/no such group .* did you mean acme-security\?/);
  });
});

describe("what a change does", () => {
  it("is shown cell by cell, with what opens first", () => {
    const lines = diffText(difference(without, inputs)).split("\n");
    expect(lines.filter((line) => /\+ .* reads /.test(line))).toHaveLength(30);
    expect(lines.some((line) => /- .* reads /.test(line))).toBe(false);
    expect(lines.at(-2)).toMatch(/^30 opened, 0 closed, \d+ changed$/);
  });
});

describe("the compliance report", () => {
  it("shows what is promised and enforced by no layer, and a layer that lets through what nobody promised", () => {
    const { notYetEnforced, notPromised } = accessFindings(inputs);
    expect(notYetEnforced.filter((line) => !/ reads (?:traces|metrics) .*denied to all/.test(line))).toEqual([]);
    expect(notPromised).toEqual([]);
  });

  it("says that grants open nothing where nobody can show who they are", () => {
    expect(accessFindings(without).notYetEnforced).toEqual([
      "no identity provider is configured in access.ts, so 4 grants open nothing to anybody",
    ]);
  });
});

describe("kit access", () => {
  const company = ["--config", "test/fixtures/company"];

  it("prints one JSON document when asked", () => {
    const { stdout, status } = kit("matrix", "--json", ...company);
    expect(status).toBe(0);
    expect((JSON.parse(stdout) as { rows: unknown[] }).rows).toHaveLength(45);
  }, 60_000);

  it("prints what opens and closes, and ends well, whatever the change", () => {
    const { stdout, status } = kit("diff", "config", ...company);
    expect(stdout).toContain("security reads traces of search in staging (group acme-security)");
    expect(status).toBe(0);
  }, 60_000);

  it.each([
    [["who", "--service", "ledger-mcp", "--env", "moon", ...company], "allowed: dev, staging, prod"],
    [["who", "--service", "ledger-mcp"], "--env"],
    [["diff", "nowhere"], "nowhere/index.ts does not exist"],
    [["whom"], "who"],
  ])(
    "calls %j bad input",
    (args, said) => {
      const { stderr, status } = kit(...args);
      expect(stderr).toContain(said);
      expect(status).toBe(2);
    },
    60_000,
  );

  it("tells machines of a wrong option too", () => {
    const { stdout, status } = kit("who", "--service", "ledger-mcp", "--json", ...company);
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, error: expect.stringContaining("--env") });
    expect(status).toBe(2);
  }, 60_000);
});

describe("grants on AWS", () => {
  const order = ["grant", "--env", "prod", "--config", "test/fixtures/company", "--group", "acme-on-call"];
  const asked = ["--incident", "INC-7", "--reason", "checkout fails for everybody"];

  it("are opened by a command that is printed and not run", () => {
    const { stdout, status } = kit(...order, ...asked, "--print-aws", "--json");
    expect(status).toBe(0);
    const { command, input } = JSON.parse(stdout);
    expect(command).toMatch(/^aws stepfunctions start-execution /);
    expect(input.open).toMatchObject({ environment: "prod", group: "acme-on-call", incident: "INC-7", minutes: 60 });
  });

  it("are either a file or a command, and nothing is guessed", () => {
    const { stderr, status } = kit(...order, ...asked);
    expect([status, stderr]).toEqual([2, expect.stringContaining("--file, --print-aws: allowed is one of the two")]);
  });
});

describe("grants in a file", () => {
  const folder = mkdtempSync(join(tmpdir(), "kit-grants-"));
  const file = join(folder, "routes.json");
  afterAll(() => rmSync(folder, { recursive: true }));
  const grants = (name: string, ...args: readonly string[]) =>
    kit(name, ...args, "--env", "prod", "--file", file, "--config", "test/fixtures/company");
  const asked = ["--incident", "INC-1", "--reason", "checkout fails for everybody", "--by", "sam"];

  it("need the file that the gateways read", () => {
    const { stderr, status } = grants("list");
    expect(stderr).toContain("no such file");
    expect(status).toBe(2);
  }, 60_000);

  it("are opened, listed with who and why, and closed as often as one likes", () => {
    writeFileSync(file, "{}");
    expect(grants("grant", "--group", "acme-on-call", ...asked).status).toBe(0);
    const listed = grants("list").stdout;
    expect(listed).toMatch(/open {2}inc-1-\w+ .* by sam {2}checkout fails for everybody/);
    const [id = ""] = /inc-1-\w+/.exec(listed) ?? [];
    expect(readFileSync(file, "utf8")).toContain(id);
    for (const _ of ["once", "again"]) expect(grants("revoke", id).status).toBe(0);
    expect(readFileSync(file, "utf8")).not.toContain(id);
  }, 60_000);

  it("name options, not fields, in what is wrong", () => {
    const { stderr, status } = grants("grant", "--minutes", "soon", ...asked, "--tenants", "payments");
    expect(stderr).toContain("--minutes");
    expect(stderr).toContain("'soon'");
    expect(stderr).toContain("--user, --group");
    expect(stderr).not.toContain("openedBy");
    expect(status).toBe(2);
  }, 60_000);
});
