import type { Json } from "../artifact";
import { grantFacts } from "./audit";
import { all, attribute, type Cel, call, header, text, timestamp, whole } from "./cel";
import { extension } from "./envoy";
import { furtherRules, statPrefix } from "./further-rules";

/** Says which grant let a request through and until when: `<id>@<closesAt>`, both ways. */
export const grantHeader = "x-kit-grant";

/** Between the name of a grant and its deadline; neither can hold it. */
export const grantSeparator = "@";

/** Notes the grant for the audit log. On the way back to a person the header is removed. */
export function grantOf(from: "request" | "response"): Json {
  const note = (key: string, part: number): Json => ({
    header: grantHeader,
    on_header_present: {
      metadata_namespace: grantFacts,
      key,
      regex_value_rewrite: {
        pattern: { regex: `^([^${grantSeparator}]*)${grantSeparator}(.*)$` },
        substitution: `\\${part}`,
      },
    },
    remove: from === "response" && part === 2,
  });
  return extension(
    "envoy.filters.http.header_to_metadata",
    "envoy.extensions.filters.http.header_to_metadata.v3.Config",
    { [`${from}_rules`]: [note("id", 1), note("closesAt", 2)] },
  );
}

/** Name of the rules, as the audit log shows what they said. */
const deadlineRules = "deadline";

/** What Envoy labels its counts of them with. */
export const deadlineCounts = statPrefix(deadlineRules);

/**
 * Rules that look whether the grant that a request says it came by is still open, and not for longer than any grant may be. The
 * listener that holds the grants has looked already; this one does not take its word for it.
 */
export function grantDeadline(maxMinutes: number): Json {
  return furtherRules(deadlineRules, {
    open: {
      permissions: [{ any: true }],
      principals: [{ any: true }],
      condition: stillOpen(maxMinutes),
      // Splitting texts is off unless it is asked for.
      cel_config: { enable_string_functions: true },
    },
  });
}

function stillOpen(maxMinutes: number): Cel {
  const parts: Cel = {
    call_expr: { target: header(grantHeader), function: "split", args: [text(grantSeparator)] },
  };
  const closesAt = timestamp(call("_[_]", parts, whole(1)));
  const now = attribute("request", "time");
  return all(
    call("_<_", now, closesAt),
    call("_<=_", call("_-_", closesAt, now), call("duration", text(`${maxMinutes * 60}s`))),
  );
}
