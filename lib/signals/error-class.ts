import { definitions } from "./definitions";

/** Ways in which programs say that a call's arguments are not what the tool takes. Output that does not fit is the tool's fault. */
const aboutArguments: readonly RegExp[] = [
  /(?<!output )validation ?error/i,
  /\binvalid (?:arguments?|params?|parameters?|input)\b/i,
  /\b(?:missing|unexpected|unknown|unrecognized|required)\b[^.\n]{0,40}\b(?:arguments?|parameters?|property|properties|fields?|keys?)\b/i,
  /\b(?:arguments?|parameters?|property|fields?)\b[^.\n]{0,60}\b(?:missing|required)\b/i,
  /\binput should be\b|\bis not of type\b|\bmust be of type\b|\bexpected [a-z]+, received [a-z]+/i,
];

/** How much of a message is looked at to tell what it is about. Unit: characters. */
const judged = 600;

/**
 * The class of an error: everything about arguments is one; otherwise its text, with digits masked. Digits in quotes stay as
 * everything in quotes does, for "'11' not found" and "'12' not found" are an agent that looks around.
 */
export function errorClass(message: string): string {
  const head = message.slice(0, judged);
  if (aboutArguments.some((pattern) => pattern.test(head))) return "arguments";
  return `:${maskDigits(message.slice(0, definitions.errorText))}`;
}

function maskDigits(text: string): string {
  return text.replaceAll(/'[^'\n]*'|"[^"\n]*"|`[^`\n]*`|\d+/g, (found) => (/^\d/.test(found) ? "#" : found));
}
