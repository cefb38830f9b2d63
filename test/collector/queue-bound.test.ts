import { makeInputs } from "../../bin/inputs";
import { queueBound } from "../../lib/collector/queue-bound";
import { deploymentProblems } from "../../lib/deployment-problems";
import { cellOf } from "../../lib/inputs";
import { config } from "../fixtures/company";

const withTeams = (count: number, queueMiB: number) =>
  makeInputs({
    ...config,
    environments: { ...config.environments, prod: { ...config.environments.prod, collector: { queueMiB } } },
    access: {
      ...config.access,
      teams: [
        ...config.access.teams,
        ...Array.from({ length: count }, (_, index) => ({ id: `team-${index}`, services: [`mcp-${index}`] })),
      ],
      exportTargets: [],
    },
  });

test("a collector keeps a queue for each team and each target", () => {
  const { queues, mib } = queueBound(cellOf(withTeams(7, 100), "prod"));
  expect([queues, mib]).toEqual([7 + config.access.teams.length, 100]);
});

test("queues that no disk holds are named before anything is synthesized", () => {
  const about = (inputs: ReturnType<typeof makeInputs>) =>
    deploymentProblems(inputs).filter(({ path }) => path.endsWith("collector.queueMiB"));
  const teams = 97;
  const [problem, ...others] = about(withTeams(teams, 2048));
  expect([problem?.path, problem?.value, others]).toEqual(["config/prod.ts: collector.queueMiB", 2048, []]);
  const most = Number(/at most (\d+) MiB/.exec(problem?.allowed ?? "")?.[1]);
  expect(about(withTeams(teams, most))).toEqual([]);
  expect(about(withTeams(teams, most + 11))).toHaveLength(1);
});
