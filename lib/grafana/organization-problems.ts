import { grafanaEvaluates } from "../alerting/evaluator";
import type { Inputs } from "../inputs";
import type { Problem } from "../settings/problem";
import { alertingAudience, organizationsOf } from "./organizations";

/** Numbers that belong to nobody or to two audiences, and rules that nobody would hear of. */
export function organizationProblems(inputs: Inputs, at: (option: string) => string): readonly Problem[] {
  return [...unknownNames(inputs, at), ...sharedNumbers(inputs, at), ...unheardRules(inputs, at)];
}

function unknownNames({ access, kit }: Inputs, at: (option: string) => string): readonly Problem[] {
  const names = access.audiences.map(({ id }) => id);
  return Object.entries(kit.people.organizationIds)
    .filter(([audience]) => !names.includes(audience))
    .map(([audience, value]) => ({
      path: at(`people.organizationIds.${audience}`),
      value,
      allowed: `an audience of the access policy: ${names.join(", ") || "none is there"}`,
      fix: "remove it, or name an audience that there is",
    }));
}

/** Whoever is in an organization sees what it shows, so two audiences in one would see each other's. */
function sharedNumbers(inputs: Inputs, at: (option: string) => string): readonly Problem[] {
  const organizations = organizationsOf(inputs);
  return [...new Set(organizations.map(({ id }) => id))].flatMap((id) => {
    const names = organizations.filter((one) => one.id === id).map(({ name }) => name);
    if (names.length === 1) return [];
    return [
      {
        path: at("people.organizationIds"),
        value: Object.fromEntries(names.map((name) => [name, id])),
        allowed: "each number once; an audience without one has 2 plus its place in the list",
        fix: `name other numbers for ${names.join(" or ")}`,
      },
    ];
  });
}

/** Grafana keeps rules in the organization of who may see every alert. */
function unheardRules(inputs: Inputs, at: (option: string) => string): readonly Problem[] {
  if (!grafanaEvaluates(inputs) || alertingAudience(inputs) !== undefined) return [];
  return [
    {
      path: at("alerting.evaluator"),
      value: inputs.kit.alerting.evaluator,
      allowed: "amp, while no audience reads traces and metrics of every team in every environment at any time",
      fix: "set it to amp, or grant all of that to one audience in access.ts",
    },
  ];
}
