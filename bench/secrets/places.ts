import type { RawSpan } from "../../rehearsal/sender";
import { otlp } from "../../rehearsal/sender";

/** Where a text is put, each on a span of its own, so that what is found in one place does not help in another. */
export const places: Readonly<Record<string, (text: string) => RawSpan>> = {
  "innocent key": (text) => ({ name: "n", attributes: { note: text } }),
  "inside JSON": (text) => ({ name: "n", attributes: { note: JSON.stringify({ list: [{ body: text }] }) } }),
  event: (text) => ({ name: "n", events: [{ name: "e", attributes: otlp({ note: text }) }] }),
  "status message": (text) => ({ name: "n", status: { code: 2, message: text } }),
};

/** A span of what came out, as OTLP in JSON. */
export interface OutSpan {
  readonly spanId: string;
  readonly attributes?: readonly { readonly key: string; readonly value: { readonly stringValue?: string } }[];
  readonly events?: readonly { readonly attributes?: OutSpan["attributes"] }[];
  readonly status?: { readonly message?: string };
}

/** The text that came out of a place, as it went in: what was JSON is read again. */
export function textAt(place: string, { attributes, events, status }: OutSpan): string {
  if (place === "status message") return status?.message ?? "";
  const bag = place === "event" ? events?.[0]?.attributes : attributes;
  const shown = bag?.find(({ key }) => key === "note")?.value.stringValue ?? "";
  if (place !== "inside JSON") return shown;
  return (JSON.parse(shown) as { readonly list: readonly [{ readonly body: string }] }).list[0].body;
}
