import { BlockList, isIP } from "node:net";

/** A range of addresses, as a rule or a route writes it. */
interface Range {
  readonly address: string;
  readonly family: "ipv4" | "ipv6";
  readonly bits: number;
}

/** Addresses that nothing on the internet has: RFC 1918, carriers' own (RFC 6598) and unique local ones of IPv6. */
const privateRanges = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7"];

/** Whether every address of a range is private. What cannot be read is not. */
export function isPrivate(range: string): boolean {
  return privateRanges.some((outer) => isWithin(range, outer));
}

/** Whether every address of a range lies in another. What cannot be read does not. */
export function isWithin(range: string, outer: string): boolean {
  const [inner, around] = [parsed(range), parsed(outer)];
  if (!inner || !around || inner.family !== around.family || inner.bits < around.bits) return false;
  const list = new BlockList();
  list.addSubnet(around.address, around.bits, around.family);
  return list.check(inner.address, inner.family);
}

function parsed(range: string): Range | undefined {
  const [address = "", bits = "", ...more] = range.split("/");
  const version = isIP(address);
  if (version === 0 || more.length > 0 || !/^\d{1,3}$/.test(bits)) return undefined;
  if (Number(bits) > (version === 4 ? 32 : 128)) return undefined;
  return { address, family: version === 4 ? "ipv4" : "ipv6", bits: Number(bits) };
}
