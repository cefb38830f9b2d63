import type { IVpc } from "aws-cdk-lib/aws-ec2";
import type { Construct } from "constructs";
import { servicesUsed } from "../constructs/aws-services";
import { broughtVpc } from "../constructs/brought-vpc";
import { Endpoints } from "../constructs/endpoints";
import { KitKey } from "../constructs/kit-key";
import { KitLogs } from "../constructs/kit-logs";
import { knownNames } from "../constructs/known-names";
import { NameFirewall } from "../constructs/name-firewall";
import { OwnVpc } from "../constructs/own-vpc";
import { SecurityGroups } from "../constructs/security-groups";
import { anywhere, identityRanges, leadsOutward, reachedBy } from "../gateway/reach";
import { wantsGrafana } from "../grafana/wanted";
import type { Cell } from "../inputs";
import { KitStack, type KitStackProps } from "./kit-stack";

export interface NetworkStackProps extends KitStackProps {
  readonly cells: readonly Cell[];
}

/**
 * The network everything runs in, or what the kit adds to one that is brought: no NAT, AWS services by private endpoint, known names
 * alone, and no internet gateway and public address but for the egress gateways, where they are asked for.
 */
export class NetworkStack extends KitStack {
  readonly vpc: IVpc;
  readonly groups: SecurityGroups;
  private key: KitKey | undefined;

  constructor(scope: Construct, id: string, props: NetworkStackProps) {
    super(scope, id, props);
    const { kit, cells } = props;
    const brought = kit.network.vpc;
    this.vpc = brought
      ? broughtVpc(this, brought)
      : new OwnVpc(this, "Vpc", { egress: leadsOut(cells), logs: new KitLogs(this, "FlowLogs", this.logKey) });
    const services = servicesUsed(kit, cells);
    this.groups = new SecurityGroups(this, "Groups", { vpc: this.vpc, kit, cells, store: kit.store.kind });
    if (brought?.endpoints !== "brought") {
      new Endpoints(this, "Endpoints", { vpc: this.vpc, groups: this.groups.endpoints, services });
    }
    if (brought?.nameFirewall !== "off") {
      new NameFirewall(this, "Resolver", { vpc: this.vpc, key: this.logKey, names: knownNames(kit, cells, services) });
    }
  }

  /** Made where something is logged: a network that is brought has its own flow logs. */
  private get logKey(): KitKey {
    this.key ??= new KitKey(this, "LogKey", "Logs of the trace network").allowLogs();
    return this.key;
  }
}

/** Whether a gateway reaches the internet, so that there has to be a way there. */
function leadsOut(cells: readonly Cell[]): boolean {
  return cells.some(
    (cell) => leadsOutward(reachedBy(cell)) || (wantsGrafana(cell) && identityRanges(cell.kit).includes(anywhere)),
  );
}
