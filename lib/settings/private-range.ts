import { text } from "./option";

const octet = "(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)";
/** Addresses of private networks, as a pattern. */
export const privateAddress = `(?:10(?:\\.${octet}){3}|172\\.(?:1[6-9]|2\\d|3[01])(?:\\.${octet}){2}|192\\.168(?:\\.${octet}){2}|100\\.(?:6[4-9]|[7-9]\\d|1[01]\\d|12[0-7])(?:\\.${octet}){2})`;

/** A range of them. */
export function privateRange(doc: string) {
  return text({
    doc,
    pattern: new RegExp(`^${privateAddress}/(?:[89]|[12]\\d|3[0-2])$`),
    form: "a range of private IPv4 addresses with a prefix of 8 to 32 bits, such as 10.20.0.0/16",
  });
}
