import { checks } from "../../bin/preflight/preflight";
import { serviceRolesCheck } from "../../bin/preflight/service-roles";
import { type Answers, answeringAws, refusal } from "../fixtures/fake-aws";
import { companyInputs } from "../fixtures/pki";

const account = "1".repeat(12);
const role = "AWSServiceRoleForAmazonOpenSearchService";
const none = { "iam get-role": refusal("NoSuchEntity", "GetRole", "The role with name x cannot be found.") };

async function run(kind: "tempo" | "jaeger", answers: Answers) {
  const { aws, calls } = answeringAws(answers);
  const inputs = companyInputs();
  const ground = { config: "config", templates: {}, account, now: new Date(), aws };
  const problems = await serviceRolesCheck.problems({
    ...ground,
    inputs: { ...inputs, kit: { ...inputs.kit, store: { kind } } },
  });
  return { problems, calls };
}

describe("the role by which OpenSearch reaches into the network", () => {
  it("is asked for before a deployment", () => {
    expect(checks).toContain(serviceRolesCheck);
  });

  it("is named with the command that makes it, where Jaeger needs it and the account has none", async () => {
    const { problems, calls } = await run("jaeger", none);
    expect(calls).toEqual([["iam", "get-role", "--role-name", role]]);
    expect(problems).toEqual([
      expect.objectContaining({
        path: `account ${account}: ${role}`,
        fix: "run `aws iam create-service-linked-role --aws-service-name opensearchservice.amazonaws.com`",
      }),
    ]);
  });

  it("is no problem where it is there", async () => {
    expect((await run("jaeger", { "iam get-role": { Role: { RoleName: role } } })).problems).toEqual([]);
  });

  it("is not asked for where Tempo keeps traces", async () => {
    expect(await run("tempo", none)).toEqual({ problems: [], calls: [] });
  });

  it("is not taken to be there where nobody may ask", async () => {
    await expect(run("jaeger", {})).rejects.toThrow("AccessDeniedException");
  });
});
