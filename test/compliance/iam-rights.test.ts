import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { rights } from "../../lib/compliance/action-meanings";
import { type IamRight, iamRights } from "../../lib/compliance/iam-rights";
import { assemble } from "../stacks/assembly";
import { withPeople } from "../stacks/fixture";

const emergency = `arn:aws:iam::${"2".repeat(12)}:role/emergency`;

async function rightsOf(store: "tempo" | "jaeger", breakGlassRole?: string): Promise<readonly IamRight[]> {
  const inputs = withPeople(store);
  const { directory } = await assemble({ ...inputs, access: { ...inputs.access, breakGlassRole } });
  return iamRights(directory).filter(({ stack }) => stack.endsWith("-cell-prod"));
}

let ofTempo: readonly IamRight[];
let ofJaeger: readonly IamRight[];
beforeAll(async () => {
  ofTempo = await rightsOf("tempo", emergency);
  ofJaeger = await rightsOf("jaeger");
});

/** Rights of a role by one statement, in an assembly of a single stack. */
function rightsBy(statement: object): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), "kit-rights-"));
  const policy = { PolicyDocument: { Statement: [{ Effect: "Allow", ...statement }] }, Roles: [{ Ref: "Role" }] };
  const template = {
    Resources: { Role: { Type: "AWS::IAM::Role" }, Policy: { Type: "AWS::IAM::Policy", Properties: policy } },
  };
  const properties = { templateFile: "one.json", stackName: "one" };
  const manifest = { artifacts: { one: { type: "aws:cloudformation:stack", properties } } };
  writeFileSync(join(folder, "one.json"), JSON.stringify(template));
  writeFileSync(join(folder, "manifest.json"), JSON.stringify(manifest));
  try {
    return iamRights(folder).map(({ allows }) => allows);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const who = (found: readonly IamRight[], allows: string) =>
  found.filter((right) => right.allows === allows).map(({ role }) => role);

describe("the rights of roles", () => {
  it("let the store alone at traces", () => {
    const store = ["What the trace store of prod may do"];
    expect(who(ofTempo, rights.readsTraces)).toEqual(store);
    expect(who(ofTempo, "writes traces at rest")).toEqual(store);
  });

  it("let no role at traces that lie behind a password", () => {
    expect(who(ofJaeger, rights.readsTraces)).toEqual([]);
  });

  it.each(["tempo", "jaeger"] as const)("tell the file system of grants from that of traces beside %s", (store) => {
    const found = store === "tempo" ? ofTempo : ofJaeger;
    expect(new Set(who(found, "reads grants"))).toEqual(
      new Set(
        ["query gateway", "metrics gateway", "writer of grants"].map((name) => `What the ${name} of prod may do`),
      ),
    );
    expect(who(found, "writes grants")).toEqual(["What the writer of grants of prod may do"]);
  });

  it("are seen behind a wildcard, and behind all that a statement does not leave out", () => {
    expect(rightsBy({ Action: "s3:Get*", Resource: "*" })).toEqual([rights.readsTraces]);
    expect(rightsBy({ Action: "s3:*", Resource: "*" })).toEqual([rights.readsTraces, "writes traces at rest"]);
    expect(rightsBy({ Action: "logs:*", Resource: "*" })).toEqual([]);
    expect(rightsBy({ NotAction: "iam:*", Resource: "*" })).toHaveLength(6);
  });

  it("name the role for emergencies, with what is refused to others", () => {
    const [right, ...others] = ofTempo.filter(({ allows }) => allows === rights.spared);
    expect(others).toEqual([]);
    expect(right).toMatchObject({ role: emergency });
    expect(right?.actions).toEqual(expect.arrayContaining(["s3:*", "kms:Decrypt", "elasticfilesystem:ClientMount"]));
    expect(who(ofJaeger, rights.spared)).toEqual([]);
  });
});
