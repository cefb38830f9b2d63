import { type App, Validations } from "aws-cdk-lib";
import type { KitSettings } from "../settings/kit";
import { AcknowledgementCheck } from "./acknowledgement-check";
import { acknowledgeInlinePolicies } from "./inline-policies";
import { nagPack } from "./packs";
import { RecordedPack } from "./recorded-pack";
import { TraceSecurity } from "./trace-security/trace-security";

/** Holds every stack of an app to the configured packs, to the kit's own, and to honest acknowledgements. */
export function addValidations(app: App, { compliance, network }: KitSettings): void {
  acknowledgeInlinePolicies(app);
  const packs = [...new Set(compliance.packs)].map(nagPack);
  const all = [...packs, new TraceSecurity({ internet: network.egress === "internet" })].map(
    (pack) => new RecordedPack(pack),
  );
  Validations.of(app).addPlugins(...all, new AcknowledgementCheck(all));
}
