/** Name of the instrumentation's tracer and meter. */
export const tracerName = "mcp-trace-kit";
