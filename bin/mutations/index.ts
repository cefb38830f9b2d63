import { delivery } from "./delivery";
import { detection } from "./detection";
import { identity } from "./identity";
import type { Mutation } from "./mutation";
import { people } from "./people";
import { reading } from "./reading";
import { scrubbing } from "./scrubbing";
import { servers } from "./servers";

/** Every promise that is broken on purpose. */
export const mutations: readonly Mutation[] = [
  ...scrubbing,
  ...identity,
  ...reading,
  ...people,
  ...detection,
  ...delivery,
  ...servers,
];
