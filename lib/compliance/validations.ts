import { type App, Validations } from "aws-cdk-lib";
import type { KitSettings } from "../settings/kit";
import { AcknowledgementCheck } from "./acknowledgement-check";
import { acknowledgeInlinePolicies } from "./inline-policies";
import { nagPack } from "./packs";
import { RecordedPack } from "./recorded-pack";

/** Holds every stack of an app to the configured packs, to the kit's own, and to honest acknowledgements. */
export function addValidations(app: App, { compliance }: KitSettings): void {
  acknowledgeInlinePolicies(app);
  const packs = [...new Set(compliance.packs)].map((name) => new RecordedPack(nagPack(name)));
  Validations.of(app).addPlugins(...packs, new AcknowledgementCheck(packs));
}
