import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { alone } from "../grants/folder-lock";
import { parse } from "../settings/parse";
import { ConfigurationError } from "../settings/problem";
import type { Credential } from "./authority";
import { type Ledger, ledgerSchema } from "./ledger";
import { beforeOf, makePrivate, replaceFile, replaceFolder } from "./whole-files";

/** Names of the files in a holder's folder. */
const parts = { certificate: "certificate.pem", key: "key.pem", authority: "authority.pem" } as const;

const authorityFolder = "authority";
const ledgerFile = "issued.json";
const listFile = "revocation-list.pem";
const keysFile = "token-keys.json";

/**
 * Where the authority of one environment lives: its key, what it issued, and a folder for each holder. Everything is its owner's
 * alone and replaced whole.
 */
export class PkiFolder {
  readonly path: string;

  constructor(
    directory: string,
    readonly environment: string,
  ) {
    this.path = join(directory, environment);
  }

  /** Does something while no other run changes the folder. */
  async alone<T>(work: () => Promise<T>): Promise<T> {
    await makePrivate(this.path);
    return alone(join(this.path, "writing"), work);
  }

  /** The authority, with its key. */
  authority(): Promise<Credential | undefined> {
    return this.#read(authorityFolder);
  }

  /** The same, for what cannot go on without it. */
  async neededAuthority(): Promise<Credential> {
    const root = await this.authority();
    if (root) return root;
    throw new Error(`${this.path} has no authority; make one with \`kit pki init --env ${this.environment}\``);
  }

  async keepAuthority({ certificate, key }: Credential): Promise<void> {
    await replaceFolder(join(this.path, authorityFolder), { [parts.certificate]: certificate, [parts.key]: key });
  }

  /** What a holder has. */
  credential(holder: string): Promise<Credential | undefined> {
    return this.#read(holder);
  }

  /** Certificate of the authority that a holder was given, PEM. */
  trusted(holder: string): Promise<string | undefined> {
    return textOf(join(this.path, holder, parts.authority));
  }

  async keep(holder: string, { certificate, key }: Credential, authority: string): Promise<void> {
    const files = { [parts.certificate]: certificate, [parts.key]: key, [parts.authority]: authority };
    await replaceFolder(join(this.path, holder), files);
  }

  /** What was issued; nothing where nothing was. Fails where the file is broken, or another environment's. */
  async ledger(): Promise<Ledger> {
    const file = join(this.path, ledgerFile);
    const text = await textOf(file);
    if (text === undefined) return { environment: this.environment, certificates: [] };
    const problem = (allowed: string) =>
      new ConfigurationError(
        [{ path: file, value: text.slice(0, 80), allowed, fix: "restore it: without it nothing can be revoked" }],
        "the list of what was issued",
      );
    let data: unknown;
    try {
      data = JSON.parse(text);
    } catch {
      throw problem("JSON");
    }
    const parsed = parse(ledgerSchema, data, file);
    if (!("value" in parsed)) throw new ConfigurationError(parsed.problems, "the list of what was issued");
    if (parsed.value.environment !== this.environment) throw problem(`certificates of ${this.environment}`);
    return parsed.value;
  }

  async keepLedger(ledger: Ledger): Promise<void> {
    await replaceFile(join(this.path, ledgerFile), `${JSON.stringify(ledger, null, 2)}\n`);
  }

  /** The revocation list, PEM. */
  revocationList(): Promise<string | undefined> {
    return textOf(join(this.path, listFile));
  }

  async keepRevocationList(list: string): Promise<void> {
    await replaceFile(join(this.path, listFile), list);
  }

  /** Public keys of the issuer of servers' tokens, which the deployer puts here. */
  tokenKeys(): Promise<string | undefined> {
    return textOf(join(this.path, keysFile));
  }

  async #read(name: string): Promise<Credential | undefined> {
    const folder = join(this.path, name);
    return (await credentialIn(folder)) ?? credentialIn(beforeOf(folder));
  }
}

async function credentialIn(folder: string): Promise<Credential | undefined> {
  const [certificate, key] = await Promise.all([
    textOf(join(folder, parts.certificate)),
    textOf(join(folder, parts.key)),
  ]);
  return certificate === undefined || key === undefined ? undefined : { certificate, key };
}

async function textOf(file: string): Promise<string | undefined> {
  return readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
}
