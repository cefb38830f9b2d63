import { z } from "zod";
import { flag, quantity } from "../settings/option";

/** How access during an incident is opened. */
export function incidentRules<Group extends z.ZodType>(group: Group) {
  return z
    .strictObject({
      maxMinutes: quantity({
        doc: "Longest time one grant may stay open.",
        unit: "minutes",
        default: 60,
        min: 5,
        max: 480,
        why: "Most incidents are mitigated within the hour; a longer one gets a second grant, with a second entry in the log.",
      }),
      fourEyes: flag({
        doc: "Whether nobody may open a grant for themselves: starters belong to `starterGroups` and to no audience that reads during incidents.",
        default: false,
        why: "A small team has one person awake at night; where a second one is, turn it on.",
      }),
      starterGroups: z.array(group).default([]).meta({
        doc: "Groups whose members may open grants. Empty: whoever may run the command or the state machine.",
      }),
    })
    .prefault({});
}
