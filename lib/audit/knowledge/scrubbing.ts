import { wordsOf } from "../code/words";

/** Words for taking content off, as the beginning of a word in a name. */
const cleaning = /^(?:redact|scrub|saniti[sz]|anonymi[sz]|pseudonymi[sz])/;
/** A mask is one of bits or of a network as well: it counts where the name begins with it. */
const masking = /^mask(?:s|ed|ing)?$/;
/** Words before it that turn its meaning round, or only ask. */
const turned = /^(?:un|de|no|not|non|without|skip|disable|never|is|has|should|can|needs|must)$/;

/** `ScrubSpanProcessor`, `RedactingSpanExporter` and their like. */
export const scrubClass = /(?:Redact|Scrub|Mask|Saniti[sz]|Anonymi[sz])\w*(?:Processor|Exporter)$/;

/** Hooks of error trackers that see every span before it is sent. */
export const scrubHooks: ReadonlySet<string> = new Set([
  "beforeSendTransaction",
  "beforeSendSpan",
  "before_send_transaction",
]);

/** What stands in place of content that was taken off. */
export const placeholder = /^\W*(?:redacted|scrubbed|masked|filtered|removed|hidden|\*{3,})\W*$/i;

/** Says whether a name promises that what it stands for holds no content. */
export function scrubs(name: string): boolean {
  const words = wordsOf(name);
  const at = words.findIndex((word, index) => cleaning.test(word) || (index === 0 && masking.test(word)));
  return at >= 0 && !words.slice(0, at).some((word) => turned.test(word));
}
