import { makeInputs } from "../../bin/inputs";
import { config } from "../../examples/smallest";
import { readersAtRest } from "../../lib/access/at-rest";

const breakGlassRole = `arn:aws:iam::${"2".repeat(12)}:role/emergency`;

const made = (kind: "tempo" | "jaeger", deployed: boolean) =>
  makeInputs(
    { ...config, kit: { ...config.kit, store: { kind } }, access: { ...config.access, breakGlassRole } },
    "config",
    { deployed },
  );

describe("a role for emergencies", () => {
  it("is spared by what keeps Tempo's traces", () => {
    expect(readersAtRest(made("tempo", true))).toEqual([breakGlassRole]);
  });

  it("is refused in stacks with Jaeger, whose database knows no roles", () => {
    expect(() => made("jaeger", true)).toThrow(
      /config\/access\.ts: breakGlassRole.*allowed: none while store\.kind in config\/kit\.ts is "jaeger".*password.*remove it/s,
    );
  });

  it("says nothing to a rehearsal, which has no roles", () => {
    expect(readersAtRest(made("jaeger", false))).toEqual([]);
  });
});
