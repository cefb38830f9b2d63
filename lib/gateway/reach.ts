import type { Cell, Inputs } from "../inputs";
import type { Address } from "../site";
import { egressHosts } from "./egress";
import { keysAddress } from "./egress-tunnel";

/** Every address there is. */
export const anywhere = "0.0.0.0/0";

/** A host of the outside, and the addresses it may be called at. */
export interface Reached extends Address {
  readonly ranges: readonly string[];
}

/** Where the identity provider is: in connected networks, anywhere on the internet, or out of reach. */
export function identityRanges({ network, people }: Inputs["kit"]): readonly string[] {
  return people.identityProvider === "private" ? people.identityRanges : internet(network);
}

/** The hosts that an environment needs and can reach. */
export function reachedBy(cell: Cell): readonly Reached[] {
  const { identity } = cell.access;
  const keys = identity && keysAddress(identity).host;
  return egressHosts(cell)
    .map((address) => ({
      ...address,
      ranges: address.host === keys ? identityRanges(cell.kit) : internet(cell.kit.network),
    }))
    .filter(({ ranges }) => ranges.length > 0);
}

/** Whether one of them is on the internet. */
export function leadsOutward(reached: readonly Reached[]): boolean {
  return reached.some(({ ranges }) => ranges.includes(anywhere));
}

function internet({ egress }: Inputs["kit"]["network"]): readonly string[] {
  return egress === "internet" ? [anywhere] : [];
}
