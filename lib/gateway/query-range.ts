import type { Json } from "../artifact";
import type { ReadApi, TimeRange, TimeUnit } from "../store/read-api";
import { all, any, attribute, type Cel, call, header, matches, not, text, whole } from "./cel";
import { furtherRules } from "./further-rules";
import type { Reading } from "./query-readings";

/** Digits of a point in time of our days, and how many units make an hour. */
const units: Readonly<Record<TimeUnit, { readonly digits: number; readonly perHour: number }>> = {
  seconds: { digits: 10, perHour: 3_600 },
  milliseconds: { digits: 13, perHour: 3_600_000 },
  microseconds: { digits: 16, perHour: 3_600_000_000 },
  nanoseconds: { digits: 19, perHour: 3_600_000_000_000 },
};

/** Header in which a listener shows a query parameter to the conditions of its routes. Removed on the way to the store. */
export function parameterHeader(parameter: string): string {
  return `x-kit-parameter-${parameter.toLowerCase()}`;
}

/** Query parameters that ranges are read from. */
export function rangeParameters(apis: readonly ReadApi[]): readonly string[] {
  const parameters = apis.flatMap(({ range }) => {
    if (!range) return [];
    return range.kind === "between" ? [range.from, range.to] : [range.parameter];
  });
  return [...new Set(parameters)];
}

/** Name of the rules, as the audit log shows what they said. */
const rangeRules = "range";

/** Rules that let an audience's queries through whose range is within its limit, and those that cover none. */
export function rangeLimits(open: readonly Reading[], apis: readonly ReadApi[]): Json {
  const hours = [...new Set(open.map(({ audience }) => audience.limits.maxRangeHours))];
  const policies = hours.flatMap((limit) => {
    const prefixes = open.filter(({ audience }) => audience.limits.maxRangeHours === limit).map(({ prefix }) => prefix);
    return apis.map(({ name, paths, range }) => [
      `${name}.${limit}h`,
      {
        permissions: [{ url_path: { path: { safe_regex: { regex: `(?:${prefixes.join("|")})(?:${paths})` } } } }],
        principals: [{ any: true }],
        ...(range && { condition: withinHours(range, limit) }),
      },
    ]);
  });
  return furtherRules(rangeRules, Object.fromEntries(policies) as Record<string, Json>);
}

/**
 * Whether a query covers at most so many hours. Both ends must be there, in digits alone and in the same unit: a store has
 * defaults of its own for what is missing, and reads more notations than can be compared here.
 */
function withinHours(range: TimeRange, hours: number): Cel {
  return range.kind === "between" ? between(range, hours) : lookback(range.parameter, hours);
}

function between({ from, to, units: allowed, optional }: Extract<TimeRange, { kind: "between" }>, hours: number): Cel {
  const [start, end] = [header(parameterHeader(from)), header(parameterHeader(to))];
  const spans = allowed.map((unit) => {
    const { digits, perHour } = units[unit];
    const number = `^[0-9]{${digits}}$`;
    return all(
      matches(start, number),
      matches(end, number),
      call("_<=_", call("_-_", call("int", end), call("int", start)), whole(hours * perHour)),
    );
  });
  return any(...(optional ? [all(not(sent(from)), not(sent(to)))] : []), ...spans);
}

function lookback(parameter: string, hours: number): Cel {
  const value = header(parameterHeader(parameter));
  const limit = hours * units.milliseconds.perHour;
  return all(matches(value, "^[0-9]{1,15}$"), call("_<=_", call("int", value), whole(limit)));
}

function sent(parameter: string): Cel {
  return call("@in", text(parameterHeader(parameter)), attribute("request", "headers"));
}
