import { createPrivateKey, X509Certificate } from "node:crypto";
import { makeAuthority } from "../../lib/pki/authority";

describe("a certificate authority", () => {
  it("issues certificates that carry an identity, are its own, and fit their key", async () => {
    const authority = await makeAuthority("test");
    const { certificate, key } = await authority.issue({ identity: "spiffe://kit/prod/payments", dns: ["a.internal"] });
    const issued = new X509Certificate(certificate);
    expect(issued.subjectAltName).toBe("URI:spiffe://kit/prod/payments, DNS:a.internal");
    expect(issued.checkIssued(new X509Certificate(authority.certificate))).toBe(true);
    expect(issued.checkPrivateKey(createPrivateKey(key))).toBe(true);
    expect(issued.ca).toBe(false);
  });

  it("shares nothing with another authority of the same name", async () => {
    const [one, other] = await Promise.all([makeAuthority("test"), makeAuthority("test")]);
    const { certificate } = await one.issue({ identity: "spiffe://kit/prod/payments" });
    expect(new X509Certificate(certificate).verify(new X509Certificate(other.certificate).publicKey)).toBe(false);
  });
});
