import { randomBytes } from "node:crypto";
import { redacted } from "../../lib/collector/scrub";
import { mission } from "../../lib/telemetry/mission";
import { official } from "../../lib/telemetry/official";
import { resource } from "../../lib/telemetry/resource";
import { deniedMessage } from "../../lib/telemetry/span-shapes";
import { eventually } from "../eventually";
import { type Scenario, same } from "../scenario";
import { otlp, type RawSpan, sendRaw } from "../sender";
import { newTraceId } from "../traffic";

export const secrets: Scenario = {
  id: "secrets-in-arguments",
  title: "secrets stay in the environment: the external backend sees that something was passed, not what",
  act: async ({ cell, settled }) => {
    const [tenant] = cell.tenants;
    if (!tenant) throw new Error("a team is needed");
    const traceId = newTraceId();
    // A fresh value nobody could have listed, on every surface a span has.
    const canary = `canary${randomBytes(12).toString("hex")}`;
    const answer = await sendRaw({
      port: cell.site.port("ingest"),
      authority: cell.authority.certificate,
      credential: await cell.authority.issue({ identity: tenant.identity }),
      resource: [
        [resource.serviceName.name, tenant.team.services[0] ?? ""],
        ["process.command_line", "harmless"],
        ["process.command_line", canary],
      ],
      scope: { name: "leaky", attributes: [...otlp({ note: "harmless" }), ...otlp({ note: canary })] },
      schemaUrl: `https://example.invalid/${canary}`,
      entityRefs: [{ type: canary, idKeys: [canary], schemaUrl: canary }],
      traceId,
      spans: [
        leaky(canary),
        oddTypes(canary),
        repeatedKeys(canary),
        { name: "mcp.tool/denied", status: { code: 2, message: deniedMessage } },
      ],
    });
    return async () => {
      await settled();
      await eventually(
        () => cell.sink.trace(traceId),
        (spans) => spans.length > 0,
      );
      await eventually(
        () => cell.store.trace(tenant.id, traceId),
        (spans) => spans.length > 0,
      );
      const outside = await cell.sink.received();
      const [span] = (await cell.sink.trace(traceId)).filter(({ name }) => name.endsWith("leaky"));
      const stored = await cell.store.trace(tenant.id, traceId);
      const seen = (key: string) => span?.attributes[key];
      return [
        same("the request is accepted", "status" in answer && answer.status, 200),
        same("the secret is nowhere in what the external backend received", outside.split(canary).length - 1, 0),
        same("the full span is in the team's own store", JSON.stringify(stored).includes(canary), true),
        same("an argument shows that it was passed", seen(`${mission.argument.name}password`), redacted),
        same("so does a number", seen(`${mission.argument.name}amount`), redacted),
        same("so does an attribute nobody registered", seen("acme.note"), redacted),
        same("the decision is kept", seen(mission.authzDecision.name), "deny"),
        same("the security event is kept", seen(mission.securityEvent.name), "authz_denied"),
        same("a token count is kept while it is a number", seen(official.inputTokens.name), "7"),
        same("a token count that is a text is not", seen(official.outputTokens.name), redacted),
        same("a decision that is no decision is not", seen(mission.resultType.name), redacted),
        same("the known status text is kept", outside.includes(deniedMessage), true),
      ];
    };
  },
};

/** Each name twice, harmless first: what looks at the first copy only lets the second through. */
function repeatedKeys(canary: string): RawSpan {
  const names = [
    `${mission.argument.name}password`,
    "acme.note",
    mission.authzDecision.name,
    official.inputTokens.name,
  ];
  const twice = names.flatMap((name) => [[name, "deny"] as const, [name, canary] as const]);
  return { name: "repeated keys", attributes: twice, events: [{ name: "exception", attributes: otlp(twice) }] };
}

/** Registered names with other types than registered: nothing may let them through, and nothing may stumble. */
function oddTypes(canary: string): RawSpan {
  const names = [mission.toolName, mission.callerId, mission.authzDecision, mission.agentDepth, official.errorType];
  return {
    name: "odd types",
    attributes: Object.fromEntries(names.map(({ name }, index) => [name, index % 2 === 0 ? { odd: canary } : index])),
  };
}

function leaky(canary: string): RawSpan {
  // Put together here, so that no scanner takes this file for a leak.
  const token = ["ghp", canary.padEnd(36, "0")].join("_");
  return {
    name: "mcp.tool/leaky",
    status: { code: 2, message: `failed for ${canary}` },
    traceState: `vendor=${canary}`,
    attributes: {
      [`${mission.argument.name}password`]: canary,
      [`${mission.argument.name}amount`]: 7,
      [`key-${token}`]: "a secret in a key",
      "acme.note": canary,
      "acme.body": JSON.stringify({ deep: { password: canary } }),
      "gen_ai.tool.call.arguments": { nested: { deeper: canary } },
      "mcp.request.argument.query": canary,
      "redaction.masked.keys": canary,
      [mission.toolName.name]: token,
      [mission.callerId.name]: `password=${canary}`,
      [mission.authzDecision.name]: "deny",
      [mission.securityEvent.name]: "authz_denied",
      [mission.resultType.name]: canary,
      [official.inputTokens.name]: 7,
      [official.outputTokens.name]: canary,
    },
    events: [{ name: canary, attributes: otlp({ "exception.message": canary }) }],
    links: [{ traceId: newTraceId(), spanId: "00000000000000ff", attributes: otlp({ note: canary }) }],
  };
}
