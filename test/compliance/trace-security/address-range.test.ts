import { isPrivate, isWithin } from "../../../lib/compliance/trace-security/address-range";

test.each([
  "10.0.0.0/8",
  "10.20.0.0/16",
  "172.16.0.0/12",
  "172.31.255.0/24",
  "192.168.1.1/32",
  "100.64.0.0/10",
  "fc00::/7",
  "fd12:3456::/48",
])("%s is private", (range) => {
  expect(isPrivate(range)).toBe(true);
});

test.each([
  ...["0.0.0.0/0", "0.0.0.0/1", "128.0.0.0/1", "8.8.8.0/24", "10.0.0.0/7", "172.0.0.0/8", "172.32.0.0/16"],
  ...["192.0.0.0/8", "100.128.0.0/16", "::/0", "2000::/3", "fe80::/10", "::ffff:10.0.0.0/104"],
  ...["", "10.0.0.0", "10.0.0.0/", "10.0.0/8", "10.0.0.0/33", "10.0.0.0/8/8", '{"Ref":"Range"}'],
])("%j is not private", (range) => {
  expect(isPrivate(range)).toBe(false);
});

test.each([
  ["10.8.0.0/16", "10.8.0.0/16", true],
  ["10.8.4.0/24", "10.8.0.0/16", true],
  ["10.0.0.0/8", "10.8.0.0/16", false],
  ["10.9.0.0/16", "10.8.0.0/16", false],
  ["fd00::/64", "10.8.0.0/16", false],
  ["fd00::/64", "fc00::/7", true],
])("whether %s lies in %s: %s", (range, outer, expected) => {
  expect(isWithin(range, outer)).toBe(expected);
});
