import { overdue } from "./acknowledgements";
import type { Finding } from "./findings";
import { nextReview } from "./next-review";

/** A check of checkov or cfn-lint that fails, and why that is accepted. */
export interface TemplateAcknowledgement {
  /** `checkov:` or `cfn-lint:`, and the check. */
  readonly id: string;
  /** Logical ids it is accepted for, without the hash that CDK puts behind them. */
  readonly resources: readonly string[];
  readonly reason: string;
  /** The control that stands in the check's place. */
  readonly compensating: string;
  /** Day by which somebody has to agree again, `YYYY-MM-DD`. */
  readonly review: string;
}

/**
 * What both find in the templates of the examples, all of it. They know nothing of acknowledgements in CDK, so their findings are
 * kept here; one that nothing needs any more fails `npm run lint:templates` as one that is missing does.
 */
export const templateAcknowledgements: readonly TemplateAcknowledgement[] = [
  {
    id: "checkov:CKV_AWS_18",
    resources: ["StoreBucketAccessLogs", "FrontLogsBucket"],
    reason: "These buckets hold access logs themselves. Logging who reads logs into a further bucket would never end.",
    compensating:
      "They are private, TLS-only and versioned, and nothing of the kit but the log services writes to them.",
    review: nextReview,
  },
  {
    id: "checkov:CKV_AWS_91",
    resources: ["IngestEntryBalancer"],
    reason: "A network load balancer writes access logs for TLS listeners only, and this one passes TLS through.",
    compensating:
      "The gateway behind it logs every request with the verified identity. Flow logs record every connection in the kit's own network; in one that is brought its owner keeps them, or nobody does.",
    review: nextReview,
  },
  {
    id: "checkov:CKV_AWS_317",
    resources: ["StoreSearchDomain"],
    reason:
      "Audit logs of OpenSearch hold the bodies of requests, which are spans: content would lie in a log for a year, outside the retention of traces and the reach of its key.",
    compensating:
      "One user, Jaeger's, can sign in, from one security group; the gateways in front write down who asked what.",
    review: nextReview,
  },
  {
    id: "cfn-lint:E3006",
    resources: ["ResolverClosed"],
    reason:
      "The resource specification that the CDK library is generated from has AWS::Route53Resolver::FirewallConfig; this version of cfn-lint carries an older one and calls the type unknown.",
    compensating:
      "The library's own validation checks the resource on every synthesis. That CloudFormation takes it in the chosen region needs an account: a deployment fails at once where it does not.",
    review: nextReview,
  },
];

/** Those whose day of review has passed, resource by resource. `today` is `YYYY-MM-DD`. */
export function overdueOfTemplates(
  today: string,
  acknowledgements: readonly TemplateAcknowledgement[] = templateAcknowledgements,
): readonly Finding[] {
  const each = acknowledgements.flatMap(({ id, resources, review }) =>
    resources.map((resource) => ({ rule: id, construct: resource, review })),
  );
  return overdue(each, today);
}
