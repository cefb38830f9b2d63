/** Matches nothing. EC2 opens every group that is made without an outgoing rule. */
export const nothingOut = {
  cidrIp: "127.0.0.1/32",
  ipProtocol: "-1",
  description: "Nothing by default",
} as const;
