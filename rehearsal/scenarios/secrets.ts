import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { redacted } from "../../lib/scrub/redacted";
import { loopback } from "../../lib/site";
import { derivedMetrics, processorMetrics } from "../../lib/telemetry/metrics";
import { mission } from "../../lib/telemetry/mission";
import { official } from "../../lib/telemetry/official";
import { resource } from "../../lib/telemetry/resource";
import { deniedMessage } from "../../lib/telemetry/span-shapes";
import { eventually } from "../eventually";
import { leakOf, leakyName, newCanary, oddTexts } from "../leaky-span";
import { type Check, type Scenario, type Stage, same } from "../scenario";
import { type Encoding, encodings, sendRaw } from "../sender";
import { occurrences } from "../sink";
import { newTraceId } from "../traffic";

export const secrets: Scenario = {
  id: "secrets-in-arguments",
  title: "secrets stay in the environment: external backends see that something was passed, not what",
  act: async (stage) => {
    const sent = await Promise.all(encodings.map((encoding) => leak(stage, encoding)));
    return async () => {
      await stage.settled();
      const verdicts = await Promise.all(sent.map((one) => judge(stage, one)));
      const tokens = sent.map(({ canary }) => canary.token);
      return [...verdicts.flat(), ...(await ownTelemetry(stage, tokens))];
    };
  },
};

async function leak({ cell }: Stage, encoding: Encoding) {
  const [tenant] = cell.tenants;
  if (!tenant) throw new Error("a team is needed");
  const traceId = newTraceId();
  const canary = newCanary();
  const { spans, ...rest } = leakOf(canary, [resource.serviceName.name, tenant.team.services[0] ?? ""]);
  const denied = { name: `${leakyName}-denied`, status: { code: 2, message: deniedMessage } };
  const answer = await sendRaw({
    port: cell.site.port("ingest"),
    authority: cell.authority.certificate,
    credential: await cell.authority.issue({ identity: tenant.identity }),
    encoding,
    traceId,
    ...rest,
    // JSON cannot carry a text that is no text.
    spans: [...spans, denied, ...(encoding === "json" ? [] : oddTexts(canary.token))],
  });
  return { encoding, tenant, traceId, canary, answer };
}

async function judge(
  { cell }: Stage,
  { encoding, tenant, traceId, canary, answer }: Awaited<ReturnType<typeof leak>>,
): Promise<readonly Check[]> {
  const { sink, searchedSink: searched, store } = cell;
  const here = (what: string) => `${what}, sent as ${encoding}`;
  const arrived = await eventually(
    () => Promise.all([sink.trace(traceId), searched.trace(traceId), store.trace(tenant.id, traceId)]),
    (backends) => backends.every((spans) => spans.length > 0),
  );
  const [outside = [], , stored] = arrived;
  const seen = (key: string) =>
    outside.find(({ name }) => name.startsWith("mcp.tool/[") || name === leakyName)?.attributes[key];
  const strict = await sink.received();
  const loose = await searched.received();
  return [
    same(here("the request is accepted"), "status" in answer && answer.status, 200),
    same(here("no token is anywhere in what an external backend received"), occurrences(strict, canary.token), 0),
    same(here("nor are words that nobody could have listed"), occurrences(strict, canary.words), 0),
    same(here("no token is anywhere in what a backend with patterns received"), occurrences(loose, canary.token), 0),
    same(here("the full span is in the team's own store"), JSON.stringify(stored).includes(canary.token), true),
    same(here("an argument shows that it was passed"), seen(`${mission.argument.name}password`), redacted),
    same(here("so does a number"), seen(`${mission.argument.name}amount`), redacted),
    same(here("so does an attribute nobody registered"), seen("acme.note"), redacted),
    same(
      here("with its type"),
      JSON.stringify(seen("mcp.redacted.types")).includes(`${mission.argument.name}amount:int`),
      true,
    ),
    same(here("the decision is kept"), seen(mission.authzDecision.name), "deny"),
    same(here("the security event is kept"), seen(mission.securityEvent.name), "authz_denied"),
    same(here("a token count is kept while it is a number"), seen(official.inputTokens.name), "7"),
    same(here("a token count that is a text is not"), seen(official.outputTokens.name), redacted),
    same(here("a result type that is none is not"), seen(mission.resultType.name), redacted),
    same(here("the known status text is kept"), strict.includes(deniedMessage), true),
  ];
}

/** What the collector says of itself is an exit too. */
async function ownTelemetry({ cell }: Stage, tokens: readonly string[]): Promise<readonly Check[]> {
  const log = await readFile(join(cell.directory, "logs", "collector.log"), "utf8");
  const address = `http://${loopback}:${cell.site.port("collector-telemetry")}/metrics`;
  const metrics = await (await fetch(address)).text();
  const count = (text: string) => tokens.reduce((sum, token) => sum + occurrences(text, token), 0);
  // A caller's name becomes a label, and labels stand in alerts and notifications.
  const series = await cell.workspace.query(`{__name__=~"${derivedMetrics.authzDenied.name}"}`);
  const hidden = metrics.split("\n").filter((line) => line.startsWith(`${processorMetrics.redactions.name}{`));
  return [
    same("no token is in the collector's log", count(log), 0),
    same("nor in its metrics", count(metrics), 0),
    same("nor in a label of what is counted", count(JSON.stringify(series)), 0),
    same(
      "where the caller is counted without it",
      series.some(({ labels }) => labels.caller_id === "password__REDACTED_"),
      true,
    ),
    same(
      "which count what was hidden",
      hidden.some((line) => line.includes('class="provider-token"')),
      true,
    ),
    same(
      "and whose it was",
      hidden.some((line) => line.includes(`tenant="${cell.tenants[0]?.id}"`)),
      true,
    ),
  ];
}
