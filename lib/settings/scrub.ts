import { z } from "zod";
import { choice, flag, text } from "./option";

const attributeName = text({
  doc: "Name of an attribute.",
  pattern: /^[A-Za-z_][A-Za-z0-9_.\-/]{0,127}$/,
  form: "1 to 128 letters, digits, dots, underscores, hyphens and slashes, beginning with a letter or underscore",
});

const action = {
  doc: "`redact` shows that there was a value and its type · `hash` shows the same digest for the same value · `drop` removes the attribute.",
};

/** What one external backend gets to see. */
export const targetScrub = z
  .strictObject({
    mode: choice(["allow-list", "patterns"], {
      doc: "`allow-list`: an attribute shows its value only if it is registered as harmless · `patterns`: every value is searched for secrets, and the rest of it leaves.",
      default: "allow-list",
      why: "A search finds what somebody thought of; a list of what is harmless holds for everything else too.",
    }),
    personal: flag({
      doc: "Whether e-mail addresses, card and phone numbers, IBANs and national ids are hidden in what stays readable.",
      default: true,
      why: "An external backend has no need of them.",
    }),
    types: flag({
      doc: "Whether `mcp.redacted.types` lists key and type of what was hidden.",
      default: true,
      why: "That an argument was passed, and as what, explains most failures. Off for those whose argument names are secret.",
    }),
    unregistered: choice(["redact", "hash", "drop"], {
      ...action,
      doc: `What happens to attributes nobody registered, in \`allow-list\` mode. ${action.doc}`,
      default: "redact",
      why: "That something was there stays visible.",
    }),
    keep: z
      .array(
        z.strictObject({
          name: attributeName,
          type: z.enum(["string", "int", "double", "boolean", "string[]"]).meta({ doc: "The only type it may hold." }),
        }),
      )
      .default([])
      .meta({ doc: "Attributes of your own that are harmless. Their texts are still searched for secrets." }),
    attributes: z
      .array(
        z.strictObject({
          name: attributeName,
          prefix: z.boolean().default(false).meta({ doc: "Whether the name stands for all that begin with it." }),
          action: z.enum(["redact", "hash", "drop"]).meta(action),
        }),
      )
      .default([])
      .meta({ doc: "What is hidden in another way than usual, such as `user.id` with `hash`. Wins over every list." }),
  })
  .prefault({});

/** Scrubbing inside one environment. */
export const environmentScrub = z
  .strictObject({
    internal: choice(["none", "secrets"], {
      doc: "What is hidden before spans reach the environment's own trace store: nothing, or what is recognised as a secret.",
      default: "none",
      why: "The store is private, and full spans are what it is for.",
    }),
    hashCallers: flag({
      doc: "Whether metrics and alerts name callers by a digest (HMAC) rather than by their id.",
      default: false,
      why: "Who is refused is what the alert is about. On where caller ids are personal data.",
    }),
  })
  .prefault({});
