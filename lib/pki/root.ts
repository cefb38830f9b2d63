import "reflect-metadata";
import {
  BasicConstraintsExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
} from "@peculiar/x509";
import type { Credential } from "./authority";
import { algorithm, exportKey, generateKeys, importKeys } from "./key-pair";
import { pem } from "./pem";
import { validity } from "./validity";

/**
 * The certificate and key of an authority. With a key that is there already the certificate is made anew for it: what the old one
 * stands for, the new one stands for as well, so that no program has to trust two.
 */
export async function makeRoot(name: string, hours: number, key?: string): Promise<Credential> {
  const keys = key === undefined ? await generateKeys() : await importKeys(key);
  const root = await X509CertificateGenerator.createSelfSigned({
    name: `CN=${name}`,
    keys,
    signingAlgorithm: algorithm,
    ...validity(hours),
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { certificate: pem(root.toString("pem")), key: key ?? (await exportKey(keys.privateKey)) };
}
