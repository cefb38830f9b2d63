import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import { NodeTracerProvider, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-node";
import { ScrubSpanProcessor, scrubPolicy } from "../../lib/instrumentation";

/** Exports one leaky span through the scrubber to a server of its own, and prints what arrived there. */
function main(): void {
  const canary = ["ghp", "q7Zk2Vx9Lm4Tn8Rb3Wc6Yp1Hd5Jf0Gs7Ka2X"].join("_");
  const chunks: Buffer[] = [];
  const server = createServer((request, response) => {
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => response.end());
  });
  server.listen(0, "127.0.0.1", async () => {
    const { port } = server.address() as AddressInfo;
    const exporter = new OTLPTraceExporter({ url: `http://127.0.0.1:${port}/v1/traces` });
    const processor = new ScrubSpanProcessor(new SimpleSpanProcessor(exporter), scrubPolicy({ mode: "allow-list" }));
    const provider = new NodeTracerProvider({ spanProcessors: [processor] });
    provider
      .getTracer("test")
      .startSpan("mcp.tool/leaky", { attributes: { note: canary, "mcp.args.x": canary } })
      .end();
    await provider.forceFlush();
    await provider.shutdown();
    server.close();
    const body = Buffer.concat(chunks).toString("latin1");
    process.stdout.write(JSON.stringify({ spans: body.includes("mcp.tool/leaky"), leaked: body.includes(canary) }));
  });
}

main();
