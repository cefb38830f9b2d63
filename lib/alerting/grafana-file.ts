import type { Rule, RuleGroup } from "@grafana/grafana-foundation-sdk/alerting";
import type { Json } from "../artifact";

/**
 * A rule group as Grafana's provisioning file spells it. The SDK builds what the API takes, where several fields bear other
 * names; Grafana drops a wrong name without a word, and the file's reader knows nothing of the API's.
 */
export function provisionedGroup(group: RuleGroup, place: { organization: number; folder: string }): Json {
  return {
    orgId: place.organization,
    name: group.title,
    folder: place.folder,
    interval: `${group.interval}s`,
    rules: (group.rules ?? []).map(provisionedRule),
  };
}

function provisionedRule(rule: Rule): Json {
  return {
    uid: rule.uid,
    title: rule.title,
    condition: rule.condition,
    for: rule.for,
    ...(rule.keep_firing_for !== undefined && { keepFiringFor: rule.keep_firing_for }),
    missing_series_evals_to_resolve: rule.missingSeriesEvalsToResolve,
    noDataState: rule.noDataState,
    execErrState: rule.execErrState,
    labels: rule.labels,
    annotations: rule.annotations,
    ...(rule.notification_settings && { notification_settings: { receiver: rule.notification_settings.receiver } }),
    // Through JSON: queries carry a function that marks their kind, at which YAML writers stop.
    data: JSON.parse(JSON.stringify(rule.data)) as Json,
  };
}
