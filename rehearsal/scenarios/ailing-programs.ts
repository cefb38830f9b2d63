import { setTimeout as sleep } from "node:timers/promises";
import type { Alerts } from "../../alerts";
import { detectorMetrics } from "../../lib/telemetry/metrics";
import { eventually } from "../eventually";
import { type AilingCell, startAilingCell } from "../health/ailing-cell";
import { backendRefuses } from "../health/backend-refuses";
import { collectorEnds } from "../health/collector-ends";
import { detectorAway } from "../health/detector-away";
import { endingCertificates } from "../health/ending-certificates";
import { metricsAreThere } from "../health/metrics-are-there";
import { storeAway } from "../health/store-away";
import { asManyCallersAsFit, oneCallerMore } from "../health/too-many-callers";
import type { RunningCell } from "../running-cell";
import { type Check, type Scenario, same } from "../scenario";

const proves = [
  "detector-blind",
  "detector-overflow",
  "scrape-failing",
  "spans-discarded",
  "export-failing",
  "queue-filling",
  "certificate-expiring",
] as const satisfies readonly (keyof Alerts)[];

/** How long nothing fires while all is well: longer than what could fire takes. Unit: seconds. */
const calm = 8;

/** One after the other: what one of them spoils must not be the next one's doing. */
const ailments: readonly ((cell: AilingCell) => Promise<readonly Check[]>)[] = [
  oneCallerMore,
  detectorAway,
  endingCertificates,
  backendRefuses,
  storeAway,
  collectorEnds,
];

export const ailingPrograms: Scenario = {
  id: "ailing-programs",
  proves,
  title:
    "a program that is killed, full, refused or about to expire raises its alert, a sound one none, and nothing that was accepted is lost",
  act: async ({ cell }) => {
    // In a cell of its own, while others wait for their alerts.
    const played = play(cell);
    played.catch(() => {});
    return () => played;
  },
};

async function play(sound: RunningCell): Promise<readonly Check[]> {
  const ailing = await startAilingCell(sound);
  try {
    // Rules are evaluated before the detectors have begun, and what is pending then would fire a moment later.
    const beating = async () =>
      (await ailing.cell.workspace.query(`count(${detectorMetrics.heartbeat.name})`))[0]?.value;
    const detectors = ailing.cell.site.detectors.length;
    const checks: Check[] = [
      same("every detector says that it counts", await eventually(beating, (count) => count === detectors), detectors),
      await ailing.endsWell("once all have begun, nobody is blind", "detector-blind"),
    ];
    checks.push(...(await asManyCallersAsFit(ailing)));
    await sleep(calm * 1_000);
    for (const rule of proves) {
      checks.push(same(`while all is well, ${rule} is silent`, await ailing.firing(rule, calm), []));
    }
    for (const ails of ailments) checks.push(...(await ails(ailing)));
    checks.push(...(await metricsAreThere(ailing)));
    checks.push(same("no program ended but by our hand", ailing.cell.supervisor.casualties(), []));
    return checks;
  } finally {
    await ailing.stop();
  }
}
