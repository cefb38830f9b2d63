import type { Answer } from "../mcp/answering-tools";
import type { RecordedCall } from "./run";

/** Longest answer that is played back. Unit: characters. */
const maxAnswer = 4096;

/**
 * What a recorded call is answered with. Only a digest of the real answer was recorded, so the text is made from it: equal
 * answers are equal texts, different ones differ, and the length is the recorded one up to 4,096 characters (never less than
 * the digest). An error is played back in its own words.
 */
export function answerText(call: RecordedCall): Answer {
  if (call.error !== null) return { text: call.error.slice(0, maxAnswer), isError: true };
  const { answer, answer_chars } = call;
  const length = Math.max(answer.length, Math.min(answer_chars, maxAnswer));
  return { text: answer === "" ? "" : `${answer} `.repeat(Math.ceil(length / (answer.length + 1))).slice(0, length) };
}
