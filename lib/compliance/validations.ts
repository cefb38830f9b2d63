import { type App, Validations } from "aws-cdk-lib";
import type { Inputs } from "../inputs";
import { AcknowledgementCheck } from "./acknowledgement-check";
import { acknowledgeInlinePolicies } from "./inline-policies";
import { warnOfOverdueReviews } from "./overdue-reviews";
import { nagPack } from "./packs";
import { RecordedPack } from "./recorded-pack";
import { declaredBy } from "./trace-security/declared";
import { TraceSecurity } from "./trace-security/trace-security";

/**
 * Holds every stack of an app to the configured packs, to the kit's own, and to honest acknowledgements. `calledLists` are lists of
 * addresses that tasks may call.
 */
export function addValidations(app: App, inputs: Inputs, calledLists: readonly string[]): void {
  acknowledgeInlinePolicies(app);
  warnOfOverdueReviews(app);
  const packs = [...new Set(inputs.kit.compliance.packs)].map(nagPack);
  const own = new TraceSecurity({ ...declaredBy(inputs), calledLists });
  const all = [...packs, own].map((pack) => new RecordedPack(pack));
  Validations.of(app).addPlugins(...all, new AcknowledgementCheck(all));
}
