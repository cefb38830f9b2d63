import { detectorClasses } from "../policy";
import { tokenRules } from "./tokens";
import { capabilityUrls, schemeWords, secretHeaders, secretWords } from "./words";

/** The rules as the collector's engine reads them: the same data for both. */
export function scanRules(): string {
  const rules = {
    classes: detectorClasses,
    tokens: tokenRules,
    ...secretWords,
    schemes: schemeWords,
    headers: secretHeaders,
    capabilityUrls,
  };
  return `${JSON.stringify(rules, null, 2)}\n`;
}
