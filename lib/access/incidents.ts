import { z } from "zod";
import { flag, quantity, text } from "../settings/option";

const role = text({
  doc: "Name of an IAM role of the account.",
  pattern: /^[A-Za-z0-9_+=,.@-]{1,64}$/,
  form: "the name of an IAM role, without its path",
});

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
      starterRoles: z.array(role).default([]).meta({
        doc: "IAM roles that get the right to start the state machine of grants. Roles made by Identity Center name its policy in their permission set instead.",
      }),
      onCallRoles: z.array(role).default([]).meta({
        doc: "IAM roles of on-call engineers, which are denied the ways around a grant. Roles made by Identity Center name the policy of denials in their permission set instead.",
      }),
    })
    .prefault({});
}
