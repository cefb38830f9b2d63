/** Code that takes content off spans before they are exported, as far as a name tells. */
const step = /(?:redact|scrub|sanitiz|saniti[sz]e|mask|anonymi[sz])/i;

/** `ScrubSpanProcessor`, `RedactingSpanExporter`, `beforeSendTransaction` and their like. */
export const scrubClass = /(?:Redact|Scrub|Mask|Saniti[sz]|Anonymi[sz])\w*(?:Processor|Exporter)$/;

/** Hooks of error trackers that see every span before it is sent. */
export const scrubHooks: ReadonlySet<string> = new Set([
  "beforeSendTransaction",
  "beforeSendSpan",
  "before_send_transaction",
]);

/** Says whether a call's name promises that its answer holds no content. */
export function scrubs(name: string): boolean {
  return step.test(name);
}
