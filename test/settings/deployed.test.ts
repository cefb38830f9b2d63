import { makeInputs } from "../../bin/inputs";
import { awsArtifacts } from "../../lib/aws-artifacts";
import { ConfigurationError } from "../../lib/settings/problem";
import { config } from "../fixtures/company";

/** Paths of everything that is wrong, without the file. */
function wrong(work: () => unknown): readonly string[] {
  try {
    work();
    return [];
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return error.problems.map(({ path }) => path.replace(/^config\//, ""));
  }
}

const { host: _, ...people } = config.kit.people ?? {};
const closed = { ...config, kit: { ...config.kit, network: {}, people } };
const ofDeployment = ["kit.ts: people.host", "kit.ts: people.identityProvider", "kit.ts: network.egress"];

describe("what keeps a configuration from being deployed", () => {
  it("is told together with every other mistake, how people get in and how spans get out alike", () => {
    const broken = { ...closed, environments: { ...config.environments, prod: { retention: { days: 0 } } } };
    const found = wrong(() => makeInputs(broken, "config", { deployed: true }));
    expect(found).toEqual(expect.arrayContaining(["prod.ts: retention.days", ...ofDeployment]));
  });

  it("is the same that stops synthesis and rendering", () => {
    const inputs = makeInputs(closed);
    expect(wrong(() => awsArtifacts(inputs))).toEqual(wrong(() => makeInputs(closed, "config", { deployed: true })));
  });

  it("does not keep it from being rehearsed", () => {
    expect(wrong(() => makeInputs(closed))).toEqual([]);
  });
});

describe("what is wrong between the parts of a policy", () => {
  const grants = [{ audience: "nobody", environments: "all", teams: "all", reads: ["traces"] }];
  const withPolicy = (change: object) =>
    wrong(() => makeInputs({ ...config, access: { ...config.access, ...change } }));

  it("is told also where a part is wrong that nothing leans on", () => {
    const found = withPolicy({ grants, exportTargets: [{ id: "x" }], colour: "blue" });
    expect(found).toEqual(
      expect.arrayContaining([
        "access.ts: colour",
        "access.ts: exportTargets.0.endpoint",
        "access.ts: grants.0.audience",
      ]),
    );
  });

  it("is not guessed at where one is wrong that others lean on", () => {
    expect(withPolicy({ grants, audiences: [{ id: "Security" }] }).filter((path) => path.includes("grants"))).toEqual(
      [],
    );
  });
});
