import { McpServer } from "@modelcontextprotocol/server";
import { serveStdio } from "@modelcontextprotocol/server/stdio";
import { deny, instrument, setup } from "mcp-trace-kit/instrumentation";
import { z } from "zod";

// Endpoint, certificates and the name of the service come from the standard OTEL_* variables.
setup();

serveStdio(() => {
  const server = instrument(new McpServer({ name: "orders", version: "1.0.0" }), {
    authorize: ({ tool }) => (tool === "delete_order" ? deny("orders are kept") : "permit"),
  });
  const inputSchema = z.object({ number: z.string() });
  server.registerTool("find_order", { description: "Finds an order.", inputSchema }, ({ number }) => {
    if (!number.startsWith("A-")) throw new Error("no such order");
    return { content: [{ type: "text", text: `order ${number}: sent` }] };
  });
  server.registerTool("delete_order", { description: "Deletes an order.", inputSchema }, () => ({
    content: [{ type: "text", text: "deleted" }],
  }));
  return server;
});
