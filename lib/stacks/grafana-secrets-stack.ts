import type { Construct } from "constructs";
import { KeptSecret } from "../constructs/kept-secret";
import { KitKey } from "../constructs/kit-key";
import { clientSecret, licenceSecret } from "../pki/environment-secrets";
import { KitStack, type KitStackProps } from "./kit-stack";

/** What only the deployer can supply for Grafana. A stack of its own, because it is deployed and filled before Grafana can start. */
export class GrafanaSecretsStack extends KitStack {
  /** The secret of Grafana's client at the identity provider. */
  readonly clientSecret: KeptSecret;
  /**
   * Text of the licence.
   * @default - Grafana without a licence
   */
  readonly licence?: KeptSecret;

  constructor(scope: Construct, id: string, props: KitStackProps) {
    super(scope, id, { ...props, terminationProtection: true });
    const key = new KitKey(this, "Key", "Secrets of Grafana");
    this.clientSecret = new KeptSecret(this, clientSecret.id, {
      ...{ key, description: clientSecret.description },
      // Refused by the identity provider until the deployer puts the real one in.
      value: { passwordLength: 32 },
      noRotation:
        "The secret is issued by the identity provider, which AWS cannot ask for a new one; whoever administers the client replaces it there and here.",
    });
    if (props.kit.people.grafana !== "enterprise") return;
    this.licence = new KeptSecret(this, licenceSecret.id, {
      ...{ key, description: licenceSecret.description },
      value: { passwordLength: 32 },
      noRotation:
        "A licence is issued by Grafana Labs for a time and a name; whoever buys the next one puts it in here.",
    });
  }
}
