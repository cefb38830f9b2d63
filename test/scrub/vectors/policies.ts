import { scrubPolicy } from "../../../lib/scrub/default-policy";
import type { ScrubPolicy } from "../../../lib/scrub/policy";

const patterns = scrubPolicy({ mode: "patterns", personal: false });
const allowList = scrubPolicy({ mode: "allow-list" });

/** The policies that vectors name. */
export const policies: Readonly<Record<string, ScrubPolicy>> = {
  "allow-list": allowList,
  patterns,
  personal: scrubPolicy({ mode: "patterns" }),
  "no types": { ...allowList, types: false },
  hash: { ...allowList, otherwise: "hash", hashKey: "0123456789abcdef0123456789abcdef" },
  drop: { ...allowList, otherwise: "drop" },
  actions: {
    ...patterns,
    attributes: [
      { name: "user.id", action: "hash" },
      { name: "acme.", prefix: true, action: "drop" },
      { name: "acme.note", action: "redact" },
    ],
    hashKey: "0123456789abcdef0123456789abcdef",
  },
  labels: {
    ...scrubPolicy({ mode: "labels", personal: false, types: false }),
    labels: [
      { name: "caller_id", type: "string", maxLength: 16 },
      { name: "mcp.tool.name", type: "string", maxLength: 128 },
      { name: "hashed", type: "string", maxLength: 64, hash: true },
      { name: "mcp.agent.depth", type: "int" },
      { name: "service.name", type: "string", maxLength: 64 },
    ],
    hashKey: "0123456789abcdef0123456789abcdef",
  },
  /** Looks for nothing: only to show that the self-test notices. */
  none: { ...patterns, classes: [] },
  tight: { ...patterns, bounds: { valueBytes: 64, spanBytes: 128, depth: 3, copies: 2, typeEntries: 3 } },
  lists: {
    ...allowList,
    keep: [
      ...allowList.keep,
      { name: "acme.tags", type: "string[]" },
      { name: "acme.ratio", type: "double" },
      { name: "acme.on", type: "boolean" },
    ],
  },
};
