import type { Instrumentation } from "./instrumentation";
import { javascriptInstrumentations } from "./javascript-instrumentations";
import { pythonInstrumentations } from "./python-instrumentations";

/** Every library that is known to make spans of tool calls, or to hand over the caller's context. */
export const instrumentations: readonly Instrumentation[] = [...javascriptInstrumentations, ...pythonInstrumentations];
