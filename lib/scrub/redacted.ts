/** What a hidden value becomes. */
export const redacted = "[REDACTED]";
