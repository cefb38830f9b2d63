import type { Authorize } from "../../lib/instrumentation";
import { guardedTool } from "./shop-tools";

/** Guests may not delete accounts; nobody may who is not known. Everything else is permitted. */
export const shopPolicy: Authorize = ({ tool, caller }) => {
  const refused = caller === undefined || (tool === guardedTool && caller.role === "guest");
  return refused ? "deny" : "permit";
};
