import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:https";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { targetsOf } from "../../lib/access/tenant";
import { loopback } from "../../lib/site";
import { type Check, same } from "../scenario";
import type { AilingCell } from "./ailing-cell";

const rule = "export-failing";
/** Long enough for whatever would fire. Unit: milliseconds. */
const aWhile = 6_000;

/** The external backends are gone, and then they are back and know our credential no longer. */
export async function backendRefuses(ailing: AilingCell): Promise<readonly Check[]> {
  const { cell, call, fires, firing } = ailing;
  const targets = targetsOf(cell.cell.access, cell.cell.name);
  const backend = await cell.supervisor.end("external-backend");
  await call("while-away");
  await sleep(aWhile);
  const whileAway = await firing(rule);
  const backends = await Promise.all(Object.values(cell.site.backends).map((port) => refusing(cell.directory, port)));
  try {
    const checks: Check[] = [];
    for (const { id } of targets) {
      checks.push(await fires(`${id}, which refuses our credential,`, rule, { exporter: `otlp_http/${id}` }));
    }
    const about = await firing(rule);
    return [
      same("a backend that is away is waited for", whileAway, []),
      ...checks,
      same("nothing is given up for anybody else", about.length, targets.length),
    ];
  } finally {
    for (const server of backends) server.closeAllConnections();
    await Promise.all(backends.map((server) => new Promise((closed) => server.close(closed))));
    await cell.supervisor.start(backend);
  }
}

/** A backend that answers everything with 401, under the certificate of the one that was there. */
async function refusing(directory: string, port: number): Promise<Server> {
  const [cert, key] = await Promise.all(["sink.crt", "sink.key"].map((name) => readFile(join(directory, name))));
  const server = createServer({ cert, key }, (request, answer) => {
    request.resume();
    answer.writeHead(401).end();
  });
  await new Promise<void>((ready, failed) => {
    server.once("error", failed);
    server.listen(port, loopback, ready);
  });
  return server;
}
