import type { Alerts } from "../../alerts";
import { makeInputs } from "../../bin/inputs";
import type { EnvironmentInput } from "../../lib/settings/parse";
import { ConfigurationError, type Problem } from "../../lib/settings/problem";
import { config } from "../fixtures/company";

function problemsOf(broken: Parameters<typeof makeInputs>[0]): readonly Problem[] {
  try {
    makeInputs(broken);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
  return [];
}

const { prod, ...others } = config.environments;

describe("a configuration", () => {
  it("is complete after defaults", () => {
    const inputs = makeInputs(config);
    expect(inputs.environments.prod?.alerts["agentic-loop"]).toEqual({ toolCalls: 50, for: 120 });
    expect(inputs.environments.dev?.alerts["agentic-loop"]).toEqual({ toolCalls: 200, for: 120 });
    expect(inputs.kit.store.kind).toBe("tempo");
  });

  it("names five mistakes in three files at once, each with value, what is allowed, and the fix", () => {
    const problems = problemsOf({
      kit: { ...config.kit, region: "Frankfurt" },
      environments: {
        ...others,
        prod: { ...prod, retention: { days: 0 }, alerts: { "agentic-loop": { toolCall: 50 } } },
      },
      access: {
        ...config.access,
        teams: [...config.access.teams, { id: "Payments 2", services: [] }],
      },
    });
    expect(problems).toEqual([
      {
        path: "config/kit.ts: region",
        value: "Frankfurt",
        allowed: "an AWS region, such as eu-west-1",
        fix: "change it to an AWS region, such as eu-west-1",
      },
      {
        path: "config/prod.ts: retention.days",
        value: 0,
        allowed: "a whole number from 1 to 400 days (default 30)",
        fix: "change it to a whole number from 1 to 400 days (default 30)",
      },
      {
        path: "config/prod.ts: alerts.agentic-loop.toolCall",
        value: 50,
        allowed: "one of toolCalls, for",
        fix: "rename it to toolCalls, or remove it",
      },
      {
        path: "config/access.ts: teams.3.id",
        value: "Payments 2",
        allowed: "2 to 32 lower-case letters, digits and inner hyphens, beginning with a letter",
        fix: "change it to 2 to 32 lower-case letters, digits and inner hyphens, beginning with a letter",
      },
      {
        path: "config/access.ts: teams.3.services",
        value: [],
        allowed: "at least 1 of them",
        fix: "add what is missing",
      },
    ]);
  });

  it("does not compile with a threshold that no rule has", () => {
    // @ts-expect-error the rule calls it toolCalls
    const misspelt: EnvironmentInput<Alerts> = { alerts: { "agentic-loop": { toolCall: 50 } } };
    // @ts-expect-error there is no such rule
    const unknown: EnvironmentInput<Alerts> = { alerts: { "agentic-loops": {} } };
    for (const environment of [misspelt, unknown]) {
      expect(problemsOf({ ...config, environments: { ...others, prod: environment } })).toHaveLength(1);
    }
  });

  it.each(["../../elsewhere", "Prod_2", "a.b", ""])("refuses %j as the name of an environment", (name) => {
    expect(problemsOf({ ...config, environments: { [name]: prod } }).map(({ path }) => path)).toContain(
      "config/index.ts: environments",
    );
  });

  it("refuses a part it does not know, which may be a misspelt one", () => {
    expect(problemsOf({ ...config, acess: {} })).toEqual([
      expect.objectContaining({ path: "config/index.ts: acess", fix: "rename it to access, or remove it" }),
    ]);
  });

  it("refuses an endpoint with credentials, a path or a variable in it, and an address instead of a name", () => {
    for (const endpoint of [
      ...["http://a.example", "https://u:p@a.example", "https://a.example/x", "https://$X.example"],
      ...["https://10.0.0.1", "https://10.0.0.1:4318"],
    ]) {
      const exportTargets = [{ id: "vendor", endpoint, environments: "all" }];
      const problems = problemsOf({ ...config, access: { ...config.access, exportTargets } });
      expect(problems.map(({ path }) => path)).toEqual(["config/access.ts: exportTargets.0.endpoint"]);
    }
  });

  it("describes values that JSON cannot hold", () => {
    const circular: Record<string, unknown> = {};
    circular.self = circular;
    for (const odd of [1n, circular]) {
      expect(() => makeInputs({ ...config, kit: { ...config.kit, region: odd } })).toThrow(/1 problem/);
    }
  });

  it("says that a required value is missing", () => {
    expect(problemsOf({ ...config, kit: {} })).toEqual([
      expect.objectContaining({
        path: "config/kit.ts: region",
        value: undefined,
        fix: expect.stringMatching(/^add it/),
      }),
    ]);
  });

  it("is refused when a trace would become a series only after its rule should have fired", () => {
    const low = { ...prod, alerts: { "agentic-loop": { toolCalls: 10 } } };
    expect(problemsOf({ ...config, environments: { ...others, prod: low } })).toEqual([
      expect.objectContaining({ path: "config/prod.ts: metrics.toolCallsFloor", value: 25 }),
    ]);
  });

  it("is refused when a series would be forgotten while its rule still waits", () => {
    const brief = { ...prod, metrics: { seriesExpirySeconds: 60 } };
    const problems = problemsOf({ ...config, environments: { ...others, prod: brief } });
    expect(problems.map(({ path }) => path)).toEqual(Array(4).fill("config/prod.ts: metrics.seriesExpirySeconds"));
    const waiting = ["agentic-loop", "authz-probing", "caller-burst", "tool-enumeration"];
    for (const [index, id] of waiting.entries()) expect(problems[index]?.allowed).toContain(`that ${id} waits`);
  });

  it("is refused when what the detector keeps would leave no room for its samples", () => {
    const full = { ...prod, detector: { memoryMiB: 1024 }, metrics: { detectorMiB: 257 } };
    expect(problemsOf({ ...config, environments: { ...others, prod: full } })).toEqual([
      expect.objectContaining({ path: "config/prod.ts: metrics.detectorMiB", value: 257 }),
    ]);
    const fitting = { ...full, metrics: { detectorMiB: 256 } };
    expect(problemsOf({ ...config, environments: { ...others, prod: fitting } })).toEqual([]);
  });

  it("is refused when spans that wait for detectors would take the memory that the collector needs", () => {
    const waiting = { ...prod, collector: { memoryMiB: 1024 }, detector: { tasks: 4, queueMiB: 65 } };
    expect(problemsOf({ ...config, environments: { ...others, prod: waiting } })).toEqual([
      expect.objectContaining({ path: "config/prod.ts: detector.queueMiB", value: 65 }),
    ]);
    const fitting = { ...waiting, detector: { tasks: 4, queueMiB: 64 } };
    expect(problemsOf({ ...config, environments: { ...others, prod: fitting } })).toEqual([]);
  });

  it("is refused when the higher severity of a rule would be reached before the lower one", () => {
    const crossed = {
      ...prod,
      alerts: { "repeated-call": { repeats: 6 }, "certificate-expiring": { days: 2 }, "queue-filling": { full: 50 } },
    };
    expect(problemsOf({ ...config, environments: { ...others, prod: crossed } })).toEqual([
      expect.objectContaining({ path: "config/prod.ts: alerts.repeated-call.manyRepeats", value: 5 }),
      expect.objectContaining({ path: "config/prod.ts: alerts.certificate-expiring.lastDays", value: 3 }),
    ]);
  });
});
