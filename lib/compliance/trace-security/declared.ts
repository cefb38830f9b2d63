import { awsPorts } from "../../aws-site";
import type { Inputs } from "../../inputs";
import type { Declared } from "./rule";

/** What a configuration asks for that would break a rule if nobody had. */
export function declaredBy({ kit, environments, access }: Inputs): Declared {
  const { entry, clientRanges } = kit.people;
  const people = entry === "peering" ? clientRanges : [];
  const servers = Object.values(environments).flatMap(({ ingest }) => ingest.clientRanges);
  return {
    internet: kit.network.egress === "internet",
    callers: [
      ...people.map((range) => ({ range, port: 443 })),
      ...servers.map((range) => ({ range, port: awsPorts.ingest })),
    ],
    ...(access.breakGlassRole !== undefined && { emergencyRole: access.breakGlassRole }),
  };
}
