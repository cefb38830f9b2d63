import type { Construct } from "constructs";
import { GatewayTask, type GatewayTaskProps } from "./gateway-task";
import type { TlsMaterial } from "./tls-material";

/** The task through which people read traces. Its certificate opens every tenant of the environment at the store door. */
export class QueryTask extends GatewayTask {
  constructor(scope: Construct, id: string, props: GatewayTaskProps & { readonly tls: TlsMaterial }) {
    super(scope, id, { ...props, purpose: "query gateway" });
    this.addGateway({ name: "query-gateway", ops: "query-ops", ports: ["query"], tls: props.tls });
  }
}
