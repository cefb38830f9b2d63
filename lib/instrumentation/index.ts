export type { AuthorizationContext, Authorize, Decision } from "./authorize";
export { callWithContext } from "./call-with-context";
export type { Caller, IdentifyCaller } from "./caller";
export { type InstrumentOptions, instrument } from "./instrument";
export type { OutgoingContext } from "./outgoing-meta";
export { startTracing, type Tracing, type TracingOptions, type TracingTls } from "./start-tracing";
export type { ToolCallExtra } from "./tool-call";
