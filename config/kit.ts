import type { KitInput } from "../lib/settings/kit";

export const kit: KitInput = {
  region: "eu-west-1",
};
