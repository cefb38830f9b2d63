import type { Json } from "../artifact";
import type { Cell } from "../inputs";

/** Each rule names its receiver, so that no tree of policies, of which an organization has one, decides who is told. */
export function receiverName({ name }: Pick<Cell, "name">): string {
  return `mcp-${name}`;
}

/** The topic that a cell's alerts go to, signed with the credentials of Grafana's own task. */
export function contactPoint(cell: Cell, place: { readonly organization: number; readonly topic: string }): Json {
  const name = receiverName(cell);
  return {
    orgId: place.organization,
    name,
    receivers: [
      {
        uid: name,
        type: "sns",
        settings: {
          topic_arn: place.topic,
          sigv4: { region: cell.kit.region },
          // The labels of an alert may be a caller's words; the subject holds none of them.
          subject: `MCP alert in ${cell.name}`,
          attributes: { environment: cell.name },
        },
        disableResolveMessage: false,
      },
    ],
  };
}
