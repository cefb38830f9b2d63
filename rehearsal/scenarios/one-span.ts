import { redacted } from "../../lib/scrub/redacted";
import { mission } from "../../lib/telemetry/mission";
import { official } from "../../lib/telemetry/official";
import { resource } from "../../lib/telemetry/resource";
import { deniedMessage, toolCallMethod, toolSpanPrefix } from "../../lib/telemetry/span-shapes";
import { eventually } from "../eventually";
import { type Canary, newCanary } from "../leaky-span";
import { type Check, type Scenario, type SpanExhibit, type Stage, same } from "../scenario";
import { type RawSpan, sendRaw } from "../sender";
import { newTraceId } from "../traffic";

const tool = "refund_order";
const argument = (name: string) => `${mission.argument.name}${name}`;

/** One call as a person reads it: what is known of it inside, and what is left of that outside. */
export const oneSpan: Scenario = {
  id: "one-span",
  title: "one tool call, inside and outside: who was refused what can be told, what was passed cannot",
  act: async (stage) => {
    const canary = newCanary();
    const sent = await send(stage, canary);
    return async () => {
      await stage.settled();
      return judge(stage, sent, canary);
    };
  },
};

/** A call as a server emits it that records its arguments. */
function refusedCall({ token, words }: Canary): RawSpan {
  return {
    name: `${toolSpanPrefix}${tool}`,
    kind: 2,
    status: { code: 2, message: deniedMessage },
    attributes: {
      [mission.rpcSystem.name]: "mcp",
      [mission.rpcMethod.name]: toolCallMethod,
      [mission.toolName.name]: tool,
      [official.toolName.name]: tool,
      [mission.callerId.name]: "billing-agent",
      [mission.callerRole.name]: "guest",
      [mission.authzDecision.name]: "deny",
      [mission.securityEvent.name]: "authz_denied",
      [mission.agentDepth.name]: 2,
      [argument("order")]: 81_023,
      [argument("reason")]: words,
      [argument("express")]: true,
      [argument("card")]: { holder: words, password: token },
      "http.url": `https://shop.invalid/refund?token=${token}`,
    },
  };
}

async function send({ cell }: Stage, canary: Canary) {
  const [tenant] = cell.tenants;
  if (!tenant) throw new Error("a team is needed");
  const traceId = newTraceId();
  await sendRaw({
    port: cell.site.port("ingest"),
    authority: cell.authority.certificate,
    credential: await cell.authority.issue({ identity: tenant.identity }),
    traceId,
    resource: [[resource.serviceName.name, tenant.team.services[0] ?? ""]],
    spans: [refusedCall(canary)],
  });
  return { tenant, traceId };
}

async function judge(
  { cell }: Stage,
  { tenant, traceId }: Awaited<ReturnType<typeof send>>,
  { token, words }: Canary,
): Promise<readonly Check[]> {
  const [stored, received] = await eventually(
    () => Promise.all([cell.store.trace(tenant.id, traceId), cell.sink.trace(traceId)]),
    (places) => places.every((spans) => spans.length > 0),
  );
  const exhibit: SpanExhibit = { inside: sentOf(stored[0]?.attributes), outside: received[0]?.attributes ?? {} };
  const outside = JSON.stringify(exhibit.outside);
  return [
    {
      ...same("the caller, the role, the tool, the decision and the event can be told outside", kept(exhibit), true),
      exhibit,
    },
    same("that a reason was passed can be told", exhibit.outside[argument("reason")], redacted),
    same("the reason cannot", outside.includes(words) || outside.includes(token), false),
    same("inside it can", JSON.stringify(exhibit.inside).includes(words), true),
  ];
}

/** Without what a store adds in its answer. */
function sentOf(attributes: SpanExhibit["inside"] = {}): SpanExhibit["inside"] {
  const sent = Object.keys(refusedCall({ token: "", words: "" }).attributes ?? {});
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => sent.includes(name)));
}

function kept({ inside, outside }: SpanExhibit): boolean {
  const names = [
    mission.callerId,
    mission.callerRole,
    mission.toolName,
    mission.authzDecision,
    mission.securityEvent,
  ].map(({ name }) => name);
  return names.every((name) => typeof outside[name] === "string" && outside[name] === inside[name]);
}
