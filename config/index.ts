import { access } from "./access";
import { dev } from "./dev";
import { kit } from "./kit";
import { prod } from "./prod";

/** The whole configuration. A new environment is a file and a line here. */
export const config = { kit, environments: { dev, prod }, access };
