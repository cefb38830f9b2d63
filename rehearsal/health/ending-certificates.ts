import type { Program } from "../../lib/pki/holders";
import type { Listener } from "../../lib/site";
import { tlsOf } from "../programs/stage";
import type { RunningCell } from "../running-cell";
import { type Check, same } from "../scenario";
import type { AilingCell } from "./ailing-cell";

const rule = "certificate-expiring";

/** Two gateways get certificates that end soon: one within the warning, one within the last days. */
export async function endingCertificates({ cell, levels, fires, firing }: AilingCell): Promise<readonly Check[]> {
  const { days = 0, lastDays = 0 } = levels(rule);
  const instance = (ops: Listener) => {
    const [found] = addressesOf(cell, ops);
    return { instance: `${found?.host}:${found?.port}` };
  };
  const soon = instance("ingest-ops");
  const verySoon = instance("door-ops");
  await renew(cell, "ingest-gateway", days - 1);
  await renew(cell, "store-door", lastDays - 1);
  const checks = [
    await fires(`a gateway's certificate of ${days - 1} days`, rule, { ...soon, severity: "warning" }),
    await fires(`one of ${lastDays - 1} days, critically,`, rule, { ...verySoon, severity: "critical" }),
  ];
  const alerts = await firing(rule);
  const of = (severity: string) => alerts.filter((alert) => alert.severity === severity).map((alert) => alert.instance);
  return [
    ...checks,
    same("no other gateway is spoken of", of("warning").sort(), [soon.instance, verySoon.instance].sort()),
    same(`and ${days - 1} days are not critical`, of("critical"), [verySoon.instance]),
  ];
}

function addressesOf({ site }: RunningCell, ops: Listener) {
  const found = site.metricsOf(ops as Parameters<typeof site.metricsOf>[0]);
  return "addresses" in found ? found.addresses : [];
}

/** Starts a gateway again with a certificate that says the same and lasts so many days, and a little. */
async function renew({ cell, supervisor, authority }: RunningCell, name: Program, days: number): Promise<void> {
  const program = await supervisor.end(name);
  const tls = await tlsOf({ cell, authority }, name, days * 24 + 1);
  await supervisor.start({ ...program, env: { ...program.env, ...tls } });
}
