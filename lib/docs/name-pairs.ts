import type { Attribute } from "../telemetry/attribute";
import { mission } from "../telemetry/mission";
import { official } from "../telemetry/official";

/** One fact of a call under the kit's name and under OpenTelemetry's. */
export interface NamePair {
  readonly fact: string;
  readonly own: Attribute;
  readonly official: Attribute;
  /** Which of the two the instrumentation writes. The other is understood when somebody else sends it. */
  readonly written: "both" | "own";
}

export const namePairs: readonly NamePair[] = [
  { fact: "method", own: mission.rpcMethod, official: official.methodName, written: "both" },
  { fact: "tool", own: mission.toolName, official: official.toolName, written: "both" },
  { fact: "caller", own: mission.callerId, official: official.userId, written: "own" },
  { fact: "kind of error", own: mission.errorType, official: official.errorType, written: "both" },
  { fact: "arguments, where asked for", own: mission.argument, official: official.toolArguments, written: "own" },
];
