import type { Signer } from "../../lib/image-lock";
import { outputOf } from "./resolver";

interface Verified {
  readonly optional?: { readonly Subject?: string; readonly Issuer?: string };
}

/**
 * Who signed an image, asked of cosign without saying who should have: the lock keeps the answer, and another signer of a
 * later version is refused. `null` where nobody did.
 */
export async function signerOf(repository: string, digest: string): Promise<Signer | null> {
  const anyone = ["--certificate-identity-regexp", ".*", "--certificate-oidc-issuer-regexp", ".*"];
  const said = await outputOf("cosign", ["verify", "--output", "json", ...anyone, `${repository}@${digest}`]).catch(
    (error: Error) => {
      if (/no (?:matching )?signatures|no signatures found/i.test(error.message)) return undefined;
      throw error;
    },
  );
  if (said === undefined) return null;
  const [first] = JSON.parse(said) as readonly Verified[];
  const { Subject: subject, Issuer: issuer } = first?.optional ?? {};
  return subject && issuer ? { subject, issuer } : null;
}
