import { randomBytes } from "node:crypto";
import { mission } from "../lib/telemetry/mission";
import { official } from "../lib/telemetry/official";
import { BadText, otlp, type RawSend, type RawSpan } from "./sender";

/** What must not leave: a token, which is known by its form wherever it stands, and words that nobody could have listed. */
export interface Canary {
  readonly token: string;
  readonly words: string;
}

export function newCanary(): Canary {
  // Put together here, so that no scanner takes this file for a leak.
  return {
    token: ["ghp", randomBytes(18).toString("hex")].join("_"),
    words: `canary ${randomBytes(12).toString("hex")}`,
  };
}

/** Everything a request can carry besides who sends it. */
export type Leak = Pick<RawSend, "resource" | "scope" | "schemaUrl" | "entityRefs" | "spans">;

/** A request that holds the canary on every surface a span has. `serviceName` is the only honest thing in it. */
export function leakOf(canary: Canary, serviceName: readonly [string, string]): Leak {
  const { token, words } = canary;
  return {
    resource: [
      serviceName,
      ["process.command_line", "harmless"],
      ["process.command_line", token],
      ["host.name", token],
    ],
    scope: {
      name: token,
      version: token,
      attributes: [...otlp({ note: "harmless" }), ...otlp({ note: token, other: `a ${token}` })],
    },
    schemaUrl: `https://example.invalid/${token}`,
    entityRefs: [{ type: token, idKeys: [token], schemaUrl: token }],
    spans: [everySurface(token, words), oddTypes(token), repeatedKeys(token), nestedIn(token, 100)],
  };
}

/** Name of the span that verdicts look at. */
export const leakyName = "mcp.tool/leaky";

function everySurface(canary: string, words: string): RawSpan {
  return {
    name: leakyName,
    status: { code: 2, message: `failed for ${canary}` },
    traceState: `vendor=${canary}`,
    attributes: {
      [`${mission.argument.name}password`]: words,
      [`${mission.argument.name}amount`]: 7,
      [`key-${canary}`]: "a secret in a key",
      "acme.note": words,
      "acme.list": ["harmless", { deep: [canary] }],
      "acme.bytes": Buffer.from(canary),
      "acme.body": JSON.stringify({ deep: { password: canary, text: JSON.stringify({ token: canary }) } }),
      "acme.url": `https://user:${canary}@example.invalid/path?token=${canary}`,
      "acme.headers": `Authorization: Bearer ${canary}\r\nX-Api-Key: ${canary}`,
      [official.toolArguments.name]: { nested: { deeper: canary } },
      "mcp.request.argument.query": words,
      "redaction.masked.keys": canary,
      "mcp.redacted.types": [`${canary}:string`],
      [mission.toolName.name]: canary,
      [mission.callerId.name]: `password=${canary}`,
      [mission.authzDecision.name]: "deny",
      [mission.securityEvent.name]: "authz_denied",
      [mission.resultType.name]: words,
      [official.inputTokens.name]: 7,
      [official.outputTokens.name]: words,
    },
    events: [
      { name: canary, attributes: otlp({ "exception.message": canary, [`key-${canary}`]: 1 }) },
      { name: "exception", attributes: otlp({ "exception.stacktrace": `at ${canary}` }) },
    ],
    links: [
      {
        traceId: "0123456789abcdef0123456789abcdef",
        spanId: "00000000000000ff",
        traceState: `vendor=${canary}`,
        attributes: otlp({ note: canary, [`key-${canary}`]: true }),
      },
    ],
  };
}

/** Each name twice, harmless first: what looks at the first copy only lets the second through. */
function repeatedKeys(canary: string): RawSpan {
  const names = [
    `${mission.argument.name}password`,
    "acme.note",
    mission.authzDecision.name,
    official.inputTokens.name,
  ];
  const twice = names.flatMap((name) => [[name, "deny"] as const, [name, canary] as const]);
  return { name: "repeated-keys", attributes: twice, events: [{ name: "exception", attributes: otlp(twice) }] };
}

/** Registered names with other types than registered: nothing may let them through, and nothing may stumble. */
function oddTypes(canary: string): RawSpan {
  const names = [mission.toolName, mission.callerId, mission.authzDecision, mission.agentDepth, official.errorType];
  return {
    name: "odd-types",
    attributes: Object.fromEntries(names.map(({ name }, index) => [name, index % 2 === 0 ? { odd: canary } : index])),
  };
}

/** A value nested deeper than anybody follows, once as a map and once as JSON in a text. */
function nestedIn(canary: string, levels: number): RawSpan {
  let map: { readonly [key: string]: string | typeof map } = { password: canary };
  for (let level = 0; level < levels; level++) map = { inner: map };
  return { name: "nested", attributes: { "acme.map": map, "acme.json": JSON.stringify(map) } };
}

/** What is too much, or is no text: a megabyte of value, and bytes that are not UTF-8 around the canary. */
export function oddTexts(canary: string): readonly RawSpan[] {
  const broken = Buffer.concat([
    Buffer.from([0xff, 0xfe, 0xc3]),
    Buffer.from(` token=${canary} `),
    Buffer.from([0x80]),
  ]);
  const megabyte = `${"harmless text ".repeat(75_000)} token=${canary}`;
  return [
    { name: "megabyte", attributes: { "acme.text": megabyte, [mission.toolName.name]: megabyte } },
    {
      name: "broken-text",
      attributes: { "acme.text": new BadText(broken), [mission.callerId.name]: new BadText(broken) },
    },
  ];
}
