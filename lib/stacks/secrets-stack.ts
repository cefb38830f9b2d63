import type { Construct } from "constructs";
import { targetsOf } from "../access/tenant";
import { needsScrubKey } from "../collector/scrub";
import { KeptSecret } from "../constructs/kept-secret";
import { KitKey } from "../constructs/kit-key";
import { TlsMaterial } from "../constructs/tls-material";
import type { Cell } from "../inputs";
import { scrubKeySecret, targetSecret } from "../pki/environment-secrets";
import { type Program, programHolders } from "../pki/holders";
import { scrubKey, targetCredential } from "../variables";
import { KitStack, type KitStackProps } from "./kit-stack";

export interface SecretsStackProps extends KitStackProps {
  readonly cell: Cell;
}

/**
 * What only the deployer can supply for one environment: certificates, and credentials of external backends. A stack of its
 * own, because it is deployed and filled before anything can start, and must not be touched when the cell is.
 */
export class SecretsStack extends KitStack {
  readonly ingest: TlsMaterial;
  readonly collector: TlsMaterial;
  readonly door: TlsMaterial;
  readonly detector: TlsMaterial;
  /**
   * Certificates of what people read through.
   * @default - nobody can show who they are
   */
  readonly people?: { readonly query: TlsMaterial; readonly metrics: TlsMaterial };
  /**
   * What Grafana holds of the environment: the authority of its gateways, and the certificate that alert rules are evaluated with.
   * @default - nobody can sign in
   */
  readonly grafana?: TlsMaterial;
  /** What the collector needs beside certificates: credentials of external backends, key of digests. By environment variable. */
  readonly collectorSecrets: Readonly<Record<string, KeptSecret>>;

  constructor(scope: Construct, id: string, { cell, ...props }: SecretsStackProps) {
    super(scope, id, { ...props, terminationProtection: cell.settings.production });
    const key = new KitKey(this, "Key", `Secrets of ${cell.name}`);
    const materials = new Map(
      programHolders(cell).map((holder) => [holder.id, new TlsMaterial(this, holder.secret, { key, holder })]),
    );
    const of = (program: Program): TlsMaterial => {
      const material = materials.get(program);
      if (!material) throw new Error(`${cell.name} has no certificate of ${program}`);
      return material;
    };
    this.ingest = of("ingest-gateway");
    this.collector = of("collector");
    this.door = of("store-door");
    this.detector = of("detector-door");
    if (materials.has("query-gateway")) this.people = { query: of("query-gateway"), metrics: of("metrics-gateway") };
    if (materials.has("grafana-alerting")) this.grafana = of("grafana-alerting");
    this.collectorSecrets = {
      ...this.credentials(key, cell),
      ...(needsScrubKey(cell) && { [scrubKey]: this.digestKey(key) }),
    };
  }

  private credentials(key: KitKey, cell: Cell): Readonly<Record<string, KeptSecret>> {
    return Object.fromEntries(
      targetsOf(cell.access, cell.name).map((target) => {
        const { id, description } = targetSecret(target);
        const secret = new KeptSecret(this, id, {
          ...{ key, description },
          // Refused by the backend until the deployer puts the real one in.
          value: { passwordLength: 32 },
          noRotation:
            "The credential is issued by the external backend, which AWS cannot ask for a new one; whoever administers the backend replaces it there and here.",
        });
        return [targetCredential(target), secret];
      }),
    );
  }

  private digestKey(key: KitKey): KeptSecret {
    const { id, description } = scrubKeySecret;
    return new KeptSecret(this, id, {
      ...{ key, description },
      value: { passwordLength: 64, excludePunctuation: true },
      noRotation:
        "With another key the same value gets another digest, so that old and new spans no longer join; it is replaced by hand when it may be known, and opens nothing by itself.",
    });
  }
}
