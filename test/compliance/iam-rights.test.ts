import { type IamRight, iamRights, rights } from "../../lib/compliance/iam-rights";
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

  it("name the role for emergencies, with what is refused to others", () => {
    const [right, ...others] = ofTempo.filter(({ allows }) => allows === rights.spared);
    expect(others).toEqual([]);
    expect(right).toMatchObject({ role: emergency });
    expect(right?.actions).toEqual(expect.arrayContaining(["s3:*", "kms:Decrypt", "elasticfilesystem:ClientMount"]));
    expect(who(ofJaeger, rights.spared)).toEqual([]);
  });
});
