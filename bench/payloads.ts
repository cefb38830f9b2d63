import { mission } from "../lib/telemetry/mission";
import { official } from "../lib/telemetry/official";
import { resource } from "../lib/telemetry/resource";
import type { RawAttributes } from "../rehearsal/sender";

/** Attributes of one span, by what the payload is about. */
export const payloads: Readonly<Record<string, RawAttributes>> = {
  /** What an instrumented call carries, with arguments, another vocabulary's and a stranger's. */
  "16 mixed attributes": {
    [mission.rpcSystem.name]: "mcp",
    [mission.rpcMethod.name]: "tools/call",
    [mission.toolName.name]: "search_documents",
    [mission.callerId.name]: "agent-7f3a",
    [mission.callerRole.name]: "reader",
    [mission.authzDecision.name]: "permit",
    [mission.agentDepth.name]: 2,
    [mission.resultType.name]: "text",
    [official.inputTokens.name]: 421,
    [`${mission.argument.name}query`]: "quarterly numbers of the northern region",
    [`${mission.argument.name}limit`]: 25,
    [`${mission.argument.name}include_drafts`]: false,
    "http.request.header.user_agent": "agent/1.0 (linux)",
    "acme.shard": "eu-3",
    "acme.cache.hit": true,
    "db.statement": "SELECT id, title FROM documents WHERE region = $1 LIMIT 25",
  },
  "arguments of 4 kB in one text": {
    [mission.toolName.name]: "write_report",
    [mission.authzDecision.name]: "permit",
    [official.toolArguments.name]: JSON.stringify({
      title: "Report",
      sections: Array.from({ length: 24 }, (_, index) => ({
        heading: `Part ${index}`,
        body: "Numbers rose against the year before, most of all in the north; see the table below for details and sources.",
      })),
    }),
    "acme.shard": "eu-3",
  },
  "clean internal spans": {
    [mission.toolName.name]: "search_documents",
    [mission.authzDecision.name]: "permit",
    [resource.serviceName.name]: "shop",
    [official.inputTokens.name]: 421,
  },
};
