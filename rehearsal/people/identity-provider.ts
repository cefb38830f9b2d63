import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import type { IdentityProvider as Settings } from "../../lib/access/identity";
import { tokenShape } from "../../lib/access/identity";
import type { Authority } from "../../lib/pki/authority";
import { loopback } from "../../lib/site";
import { type Claims, makeKey, published, type SigningKey, signed } from "./tokens";

/** Somebody who signed in. */
export interface Person {
  readonly user: string;
  readonly groups: readonly string[];
}

/** Life of a token. Unit: seconds. */
const life = 300;

/**
 * Stands for the company's identity provider: serves its keys over TLS under the configured name, and signs tokens in the
 * configured shape.
 */
export class IdentityProvider {
  readonly #server: Server;
  #keys: readonly SigningKey[] = [makeKey("first"), makeKey("second", "ES256")];
  #fetched = 0;

  private constructor(
    server: Server,
    readonly settings: Settings,
  ) {
    this.#server = server;
  }

  /** `outside` issues its certificate: an authority that knows nothing of the kit's own. */
  static async start(settings: Settings, port: number, outside: Authority): Promise<IdentityProvider> {
    const { hostname, pathname } = new URL(settings.jwksUri);
    const { certificate: cert, key } = await outside.issue({ dns: [hostname] });
    const server = createServer({ cert, key });
    const provider = new IdentityProvider(server, settings);
    server.on("request", (request, answer) => {
      if (request.url !== pathname || request.method !== "GET") return answer.writeHead(404).end();
      provider.#fetched++;
      return answer
        .writeHead(200, { "content-type": "application/json" })
        .end(JSON.stringify({ keys: provider.#keys.map(published) }));
    });
    await new Promise<void>((ready, failed) => {
      server.once("error", failed);
      server.listen(port, loopback, ready);
    });
    return provider;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** How often its keys were asked for. */
  get fetched(): number {
    return this.#fetched;
  }

  get keys(): readonly SigningKey[] {
    return this.#keys;
  }

  /** From now on other keys are published and used; old tokens end with the next fetch. */
  rotate(): void {
    const round = this.#keys.map(({ id }) => id).join("");
    this.#keys = [makeKey(`after-${round.length}-1`), makeKey(`after-${round.length}-2`, "ES256")];
  }

  /** What a token says of a person, in the shape of the configured provider. */
  claims({ user, groups }: Person, now = Date.now() / 1_000): Claims {
    const { issuer, audience } = this.settings;
    const { audienceClaim, groupsClaim, required } = tokenShape(this.settings);
    return {
      iss: issuer,
      sub: user,
      [audienceClaim]: audience,
      iat: Math.floor(now),
      exp: Math.floor(now) + life,
      [groupsClaim]: groups,
      ...required,
    };
  }

  /** A token of a person; `changes` make it another one. */
  token(person: Person, changes: Claims = {}, key = this.#keys[0]): string {
    if (!key) throw new Error("the identity provider has no key");
    return signed(key, { ...this.claims(person), ...changes });
  }

  /** Headers a client sends a token in. */
  headers(token: string): Record<string, string> {
    const { header, valuePrefix } = tokenShape(this.settings);
    return { [header]: `${valuePrefix}${token}` };
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((done) => this.#server.close(() => done()));
  }
}
