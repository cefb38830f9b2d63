import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { deny, instrument, setup } from "mcp-trace-kit/instrumentation";
import { z } from "zod";

// Endpoint, certificates and the name of the service come from the standard OTEL_* variables.
setup();
const server = instrument(new McpServer({ name: "orders", version: "1.0.0" }), {
  authorize: ({ tool }) => (tool === "delete_order" ? deny("orders are kept") : "permit"),
});

server.registerTool(
  "find_order",
  { description: "Finds an order.", inputSchema: { number: z.string() } },
  ({ number }) => {
    if (!number.startsWith("A-")) throw new Error("no such order");
    return { content: [{ type: "text", text: `order ${number}: sent` }] };
  },
);
server.registerTool("delete_order", { description: "Deletes an order.", inputSchema: { number: z.string() } }, () => ({
  content: [{ type: "text", text: "deleted" }],
}));

void server.connect(new StdioServerTransport());
