import { z } from "zod";
import type { McpServer } from "./sdk";

/** The one tool that `shopPolicy` keeps from guests. */
export const guardedTool = "admin.delete_account";

const text = (answer: string) => ({ content: [{ type: "text" as const, text: answer }] });

/** Registers the tools of an invented shop: a search, a refund that fails above 1,000, a parcel that moves on, a report and the guarded one. */
export function registerShopTools(server: McpServer): void {
  let stations = 0;
  server.registerTool(
    "search_orders",
    { description: "Finds orders.", inputSchema: { query: z.string(), limit: z.int().positive().default(10) } },
    ({ query, limit }) => text(`${Math.min(query.length, limit)} orders`),
  );
  server.registerTool(
    "refund_order",
    { description: "Pays an order back.", inputSchema: { order: z.string(), amount: z.number().positive() } },
    ({ order, amount }) => {
      if (amount > 1000) throw new Error(`${order}: ${amount} is above the limit of 1000`);
      return text(`${order} refunded`);
    },
  );
  server.registerTool(
    "track_parcel",
    { description: "Tells where a parcel is.", inputSchema: { parcel: z.string() } },
    ({ parcel }) => text(`${parcel} has passed ${++stations} stations`),
  );
  server.registerTool(
    "send_report",
    { description: "Sends a report; answers nothing.", inputSchema: { to: z.string(), body: z.string().optional() } },
    () => ({ content: [] }),
  );
  server.registerTool(
    guardedTool,
    { description: "Deletes an account.", inputSchema: { account: z.string() } },
    ({ account }) => text(`${account} deleted`),
  );
}
