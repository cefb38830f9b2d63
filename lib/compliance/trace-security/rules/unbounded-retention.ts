import type { Json } from "../deployment";
import type { TraceRule } from "../rule";

/** What says, for each kind of resource that grows, when its content ends. */
const bounded: Readonly<Record<string, (properties: Json) => boolean>> = {
  "AWS::Logs::LogGroup": ({ RetentionInDays }) => RetentionInDays !== undefined,
  "AWS::S3::Bucket": ({ LifecycleConfiguration }) =>
    (LifecycleConfiguration?.Rules ?? []).some(
      ({ Status, ExpirationInDays, Prefix }: Json) => Status === "Enabled" && ExpirationInDays !== undefined && !Prefix,
    ),
};

export const unboundedRetention: TraceRule = {
  id: "UnboundedRetention",
  statement: "Logs and buckets say when what they hold ends.",
  why: "Content of spans that nobody needs any more is only there to be stolen.",
  breaches: ({ resources }) =>
    resources
      .filter(({ type, properties }) => bounded[type]?.(properties) === false)
      .map((resource) => ({ resource, what: `this ${resource.type} keeps everything for ever` })),
};
