/** What the report looks for among rights: who stands behind a cell of the access matrix. */
export const rights = {
  readsTraces: "reads traces at rest",
  readsMetrics: "reads metrics",
  /** The role for emergencies. What it may do by itself stands in no template of the kit. */
  spared: "is not refused traces at rest",
} as const;

/** What actions come to, and one of them that stands for all: a wildcard covers it or does not. */
interface Meaning {
  readonly allows: string;
  readonly actions: RegExp;
  readonly such: readonly string[];
}

/** Actions that touch spans, metrics, secrets or who may see them, by what they come to. Others run the deployment. */
const meanings: readonly Meaning[] = [
  {
    allows: rights.readsTraces,
    actions: /^s3:(?:Get|List)|^elasticfilesystem:ClientMount$|^es:ESHttp/,
    such: ["s3:GetObject", "elasticfilesystem:ClientMount", "es:ESHttpGet"],
  },
  {
    allows: "writes traces at rest",
    actions:
      /^s3:(?:Put|Delete|Abort)|^elasticfilesystem:Client(?:Write|RootAccess)$|^es:ESHttp(?:Put|Post|Patch|Delete)$/,
    such: ["s3:PutObject", "elasticfilesystem:ClientWrite", "es:ESHttpPut"],
  },
  { allows: rights.readsMetrics, actions: /^aps:(?:Query|Get)/, such: ["aps:QueryMetrics"] },
  { allows: "writes metrics", actions: /^aps:RemoteWrite$/, such: ["aps:RemoteWrite"] },
  { allows: "reads secrets", actions: /^secretsmanager:Get/, such: ["secretsmanager:GetSecretValue"] },
  { allows: "starts tasks", actions: /^ecs:RunTask$|^iam:PassRole$/, such: ["ecs:RunTask", "iam:PassRole"] },
];

/** The same actions on the file system that says who is let in during an incident: no trace lies there. */
const meaningsOnGrants: readonly Meaning[] = [
  {
    allows: "reads grants",
    actions: /^elasticfilesystem:ClientMount$/,
    such: ["elasticfilesystem:ClientMount"],
  },
  {
    allows: "writes grants",
    actions: /^elasticfilesystem:Client(?:Write|RootAccess)$/,
    such: ["elasticfilesystem:ClientWrite"],
  },
];

/** What an action comes to on what holds spans, or on what holds grants. */
export function meaningsOn(holds: "traces" | "grants"): (action: string) => readonly string[] {
  const known = holds === "grants" ? meaningsOnGrants : meanings;
  return (action) => known.filter((meaning) => comesTo(action, meaning)).map(({ allows }) => allows);
}

function comesTo(action: string, { actions, such }: Meaning): boolean {
  if (!/[*?]/.test(action)) return actions.test(action);
  const pattern = action
    .replaceAll(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return such.some((one) => new RegExp(`^${pattern}$`, "i").test(one));
}
