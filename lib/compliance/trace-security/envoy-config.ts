import { loopback } from "../../site";
import type { Json } from "./deployment";
import type { StagedImage } from "./staged-image";

/** How a listener knows who is there: by a client's certificate, by a token over TLS, or not at all. */
export type Proof = "certificate" | "token" | "none";

/** A port that others than the task's own programs reach. */
export interface OpenListener {
  readonly file: string;
  readonly name: string;
  readonly port: number;
  readonly proof: Proof;
}

/** Envoy's configuration files in an image, parsed. */
export function envoyConfigs(
  image: StagedImage | undefined,
): readonly { readonly file: string; readonly config: Json }[] {
  return (image?.files ?? [])
    .filter((file) => file.endsWith(".json"))
    .map((file) => ({ file, config: JSON.parse(image?.text(file) ?? "{}") as Json }))
    .filter(({ config }) => config.static_resources !== undefined);
}

/** Every listener of an image's Envoys that does not stand on loopback. */
export function openListeners(image: StagedImage | undefined): readonly OpenListener[] {
  return envoyConfigs(image).flatMap(({ file, config }) =>
    (config.static_resources.listeners ?? [])
      .filter(({ address }: Json) => address?.socket_address && address.socket_address.address !== loopback)
      .map((listener: Json) => ({
        file,
        name: String(listener.name),
        port: Number(listener.address.socket_address.port_value),
        proof: weakest((listener.filter_chains ?? []).map(proofOf)),
      })),
  );
}

function weakest(proofs: readonly Proof[]): Proof {
  if (proofs.length === 0 || proofs.includes("none")) return "none";
  return proofs.includes("token") ? "token" : "certificate";
}

function proofOf(chain: Json): Proof {
  const tls = chain.transport_socket?.typed_config;
  if (tls?.common_tls_context === undefined) return "none";
  if (tls.require_client_certificate === true && tls.common_tls_context.validation_context) return "certificate";
  const filters = (chain.filters ?? []).flatMap(({ typed_config }: Json) => typed_config?.http_filters ?? []);
  return filters.some(({ name }: Json) => name === "envoy.filters.http.jwt_authn") ? "token" : "none";
}
