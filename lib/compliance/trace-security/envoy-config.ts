import { loopback } from "../../site";
import { type Proof, weakestProof } from "./caller-proof";
import type { Json } from "./deployment";
import { type ParsedFile, parsedFiles } from "./parsed-files";
import type { StagedImage } from "./staged-image";

/** A port that others than the task's own programs reach. */
export interface OpenListener {
  readonly file: string;
  readonly name: string;
  readonly port: number;
  readonly proof: Proof;
  /** What a connection may become, as Envoy reads it. */
  readonly chains: readonly Json[];
}

/** Envoy's configuration files in an image, parsed. */
export function envoyConfigs(image: StagedImage | undefined): readonly ParsedFile[] {
  return parsedFiles(image).filter(
    ({ config }) => config?.static_resources !== undefined || config?.dynamic_resources !== undefined,
  );
}

/** Every listener of an image's Envoys that does not stand on loopback, once for each of its addresses. */
export function openListeners(image: StagedImage | undefined): readonly OpenListener[] {
  return envoyConfigs(image).flatMap(({ file, config }) =>
    (config.static_resources?.listeners ?? []).flatMap((listener: Json) => {
      const { filter_chains = [], default_filter_chain: otherwise } = listener;
      const chains = [...filter_chains, ...(otherwise === undefined ? [] : [otherwise])];
      return addressesOf(listener)
        .filter(({ address }) => address !== loopback)
        .map(({ port_value }) => ({
          file,
          name: String(listener.name),
          port: Number(port_value),
          proof: weakestProof(chains),
          chains,
        }));
    }),
  );
}

/** Sockets of a listener: one inside the process, or one of a file, is reached by no network. */
function addressesOf({ address, additional_addresses: further = [] }: Json): readonly Json[] {
  return [address, ...further.map((additional: Json) => additional.address)]
    .map((at) => at?.socket_address)
    .filter((socket) => socket !== undefined);
}
