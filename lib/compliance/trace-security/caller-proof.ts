import { trustDomain } from "../../access/tenant";
import type { Json } from "./deployment";
import { isGiven } from "./envoy-parts";
import { demandsToken } from "./token-proof";

/** How a listener knows who is there: by a client's certificate, by a token over TLS, or not at all. */
export type Proof = "certificate" | "token" | "none";

/** What a listener asks of everybody: the least that any of its filter chains asks. */
export function weakestProof(chains: readonly Json[]): Proof {
  const proofs = chains.map(proofOf);
  if (proofs.length === 0 || proofs.includes("none")) return "none";
  return proofs.includes("token") ? "token" : "certificate";
}

function proofOf(chain: Json): Proof {
  if (!speaksTls(chain)) return "none";
  if (demandsCertificate(chain.transport_socket.typed_config)) return "certificate";
  return demandsToken(chain) ? "token" : "none";
}

/** Whether a filter chain shows a certificate before anything is said. */
export function speaksTls({ transport_socket }: Json): boolean {
  return transport_socket?.typed_config?.common_tls_context !== undefined;
}

/**
 * Asking for a certificate alone accepts one that the client made itself. It must also be of a named authority, still be valid, and
 * carry one of the kit's identities.
 */
function demandsCertificate({ require_client_certificate, common_tls_context }: Json): boolean {
  const validation = common_tls_context.validation_context ?? {};
  const names: readonly Json[] = validation.match_typed_subject_alt_names ?? [];
  return (
    require_client_certificate === true &&
    isGiven(validation.trusted_ca) &&
    (validation.trust_chain_verification ?? "VERIFY_TRUST_CHAIN") === "VERIFY_TRUST_CHAIN" &&
    validation.allow_expired_certificate !== true &&
    names.length > 0 &&
    names.every(isOfKit)
  );
}

/** One matcher that lets any name through lets everybody through, whatever the others ask. */
function isOfKit({ san_type, matcher }: Json): boolean {
  const begins = `${trustDomain}/`;
  const name = String(matcher?.exact ?? matcher?.prefix ?? "");
  return san_type === "URI" && name.startsWith(begins) && name !== begins;
}
