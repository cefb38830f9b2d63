import type { Attributes, TracerProvider } from "@opentelemetry/api";
import { scrubPolicy } from "../scrub/default-policy";
import type { Bag, Value } from "../scrub/model";
import { PreparedPolicy } from "../scrub/prepared-policy";
import { scrubSpan } from "../scrub/scrub-span";
import { mission } from "../telemetry/mission";
import { mayHoldContent } from "./content-providers";
import { WrittenArguments } from "./written-arguments";

/** What is recorded of arguments. */
export type ArgumentMode = "off" | "scrubbed" | "full";

/** Arguments of which a span says that they were passed. Unit: attributes; a span holds 128 by default. */
const mostScrubbed = 64;

function members(args: unknown): object {
  return typeof args === "object" && args !== null && !Array.isArray(args) ? args : {};
}

function full(args: unknown): Attributes {
  const written = new WrittenArguments();
  written.addMembers(mission.argument.name, members(args));
  return written.done();
}

let policy: PreparedPolicy | undefined;

/** Hides before the span exists, so that no processor and no exporter, whatever their order, sees a value. */
function scrubbed(args: unknown): Attributes {
  // Made once: many hosts make a server for each session or even each request.
  policy ??= new PreparedPolicy(scrubPolicy({ mode: "allow-list" }));
  const attributes: Bag = Object.entries(members(args))
    .slice(0, mostScrubbed)
    .map(([name, value]) => [`${mission.argument.name}${name}`, value as Value]);
  const { value } = scrubSpan({ name: "", status: "", traceState: "", attributes, events: [], links: [] }, policy, []);
  return Object.fromEntries(value.attributes) as Attributes;
}

/**
 * What writes arguments in a mode; undefined when nothing is to be written.
 *
 * @throws Error when values were to go anywhere but to the kit's own endpoint; TypeError for another word.
 */
export function argumentWriter(
  mode: ArgumentMode,
  provider: TracerProvider | undefined,
): ((args: unknown) => Attributes) | undefined {
  switch (mode) {
    case "off":
      return undefined;
    case "scrubbed":
      return scrubbed;
    case "full":
      if (provider && mayHoldContent(provider)) return full;
      throw new Error(
        'arguments: "full" is only allowed towards the kit\'s own endpoint over mutual TLS. Give instrument() the provider of a setup() with an https endpoint and tls.ca, tls.cert and tls.key, or use "scrubbed"',
      );
    default:
      throw new TypeError(`arguments: ${JSON.stringify(mode)}; allowed are "off", "scrubbed" and "full"`);
  }
}
