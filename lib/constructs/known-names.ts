import { privateDomain } from "../aws-site";
import { needsGrants } from "../gateway/grant-gateway";
import { reachedBy } from "../gateway/reach";
import { grafanaFolder } from "../grafana/folders";
import { grafanaHosts } from "../grafana/grafana-hosts";
import { wantsGrafana } from "../grafana/wanted";
import type { Cell } from "../inputs";
import type { KitSettings } from "../settings/kit";
import type { AwsService } from "./aws-services";

/**
 * Every name that something in the network has a reason to ask for: the parts of the kit, the services of AWS it uses, and the hosts
 * that egress gateways lead to. A query for any other name could itself carry data out, in the name.
 */
export function knownNames(
  kit: KitSettings,
  cells: readonly Cell[],
  services: readonly AwsService[],
): readonly string[] {
  const of = (host: string) => `${host}.${kit.region}.amazonaws.com`;
  const domains = [...cells.map(({ name }) => name), ...(cells.some(wantsGrafana) ? [grafanaFolder] : [])];
  const tempo = kit.store.kind === "tempo";
  return [
    ...new Set([
      ...domains.map((name) => `*.${privateDomain(kit.name, name)}`),
      ...services.map(({ host }) => of(host)),
      // Layers of images, and blocks of traces: names of buckets exist only once they are made.
      ...["s3", "*.s3"].map(of),
      ...(tempo || cells.some(needsGrants) ? [`*.efs.${kit.region}.amazonaws.com`] : []),
      ...(tempo ? [] : [`*.${kit.region}.es.amazonaws.com`]),
      ...(cells.some(wantsGrafana) ? [`*.${kit.region}.rds.amazonaws.com`] : []),
      ...cells.flatMap(reachedBy).map(({ host }) => host),
      ...cells.flatMap(grafanaHosts).map(({ host }) => host),
    ]),
  ];
}
