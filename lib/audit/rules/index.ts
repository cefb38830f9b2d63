import type { Rule } from "../rule";
import { argumentsOnSpans } from "./arguments-on-spans";
import { contentCapture } from "./content-capture";
import { noToolSpans } from "./no-tool-spans";
import { noTraceContext } from "./no-trace-context";
import { openBackend } from "./open-backend";
import { openOtlp } from "./open-otlp";

/** Every rule, gravest first. */
export const rules: readonly Rule[] = [
  argumentsOnSpans,
  contentCapture,
  openOtlp,
  openBackend,
  noToolSpans,
  noTraceContext,
];
