import { maxRequestBytes } from "../../lib/limits";
import { resource } from "../../lib/telemetry/resource";
import { eventually } from "../eventually";
import { type Canary, newCanary } from "../leaky-span";
import { type Scenario, type Stage, same } from "../scenario";
import { type RawSend, type RawSpan, sendRaw } from "../sender";
import { occurrences } from "../sink";
import { newTraceId } from "../traffic";

/** Spans of one request, and requests at once. */
const batch = 10_000;
const atOnce = 4;

export const scrubLoad: Scenario = {
  id: "scrubbing-under-load",
  title: `${atOnce} requests of ${batch.toLocaleString("en")} spans at once are scrubbed to the last span`,
  act: async (stage) => {
    const canary = newCanary();
    const traces = Array.from({ length: atOnce }, newTraceId);
    const answers = await Promise.all(
      traces.map((traceId, index) => send(stage, traceId, index % 2 === 0 ? "grpc" : "protobuf", spans(canary))),
    );
    return async () => {
      await stage.settled();
      const { sink, searchedSink } = stage.cell;
      const arrived = await eventually(
        () => Promise.all(traces.map(async (trace) => (await sink.trace(trace)).length)),
        (counts) => counts.every((count) => count === batch),
      );
      const outside = `${await sink.received()}${await searchedSink.received()}`;
      const [limit, over] = await Promise.all([padded(stage, maxRequestBytes), padded(stage, maxRequestBytes + 1)]);
      return [
        same("all are accepted", answers, [200, 200, 200, 200]),
        same("every span arrives outside", arrived, [batch, batch, batch, batch]),
        same("and none of them holds the secret", occurrences(outside, canary.token), 0),
        same("a request at the size limit is accepted", limit, 200),
        same("one byte more is refused", over, 413),
      ];
    };
  },
};

function spans({ token }: Canary): readonly RawSpan[] {
  return Array.from({ length: batch }, (_, index) => ({
    name: `call-${index}`,
    spanId: (index + 1).toString(16).padStart(16, "0"),
    attributes: { "acme.note": `see ${token}`, "acme.body": JSON.stringify({ index, token }) },
  }));
}

function send(stage: Stage, traceId: string, encoding: "grpc" | "protobuf", list: readonly RawSpan[]) {
  return posted(stage, { traceId, encoding, spans: list });
}

/** A request of exactly so many bytes. */
function padded(stage: Stage, bytes: number) {
  return posted(stage, { traceId: newTraceId(), bytes, spans: [{ name: "large" }] });
}

async function posted({ cell }: Stage, request: Pick<RawSend, "traceId" | "encoding" | "bytes" | "spans">) {
  const [tenant] = cell.tenants;
  if (!tenant) throw new Error("a team is needed");
  const answer = await sendRaw({
    port: cell.site.port("ingest"),
    authority: cell.authority.certificate,
    credential: await cell.authority.issue({ identity: tenant.identity }),
    resource: { [resource.serviceName.name]: tenant.team.services[0] ?? "" },
    ...request,
  });
  return "status" in answer ? answer.status : answer.refused;
}
