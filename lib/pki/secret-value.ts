import { createHash } from "node:crypto";
import type { Problem } from "../settings/problem";
import { secrets } from "../variables";
import type { Credential } from "./authority";
import type { ProgramHolder } from "./holders";
import type { PkiFolder } from "./pki-folder";

/** What a program's secret holds: each field a text, PEM unless it is keys of tokens. */
export type SecretFields = Readonly<Record<keyof typeof secrets | ProgramHolder["further"][number]["field"], string>>;

/** What is put into the secret of one program. */
export async function secretFields(
  folder: PkiFolder,
  holder: ProgramHolder,
  { certificate, key }: Credential,
): Promise<Partial<SecretFields>> {
  const further = await Promise.all(
    holder.further.map(async ({ field, read }) => {
      const text = field === "revocationList" ? await folder.revocationList() : await folder.tokenKeys();
      return [field, read ? (text ?? "") : ""] as const;
    }),
  );
  const authority = await folder.trusted(holder.id);
  return { certificate, key, authority: authority ?? "", ...Object.fromEntries(further) };
}

/** What a program could not start with, or could not do its work. `path` is where the fields come from, or lie. */
export function fieldProblems(holder: ProgramHolder, fields: object, path: string): readonly Problem[] {
  const given = fields as Readonly<Record<string, unknown>>;
  const read = [...Object.keys(secrets), ...holder.further.filter((further) => further.read).map(({ field }) => field)];
  return read
    .filter((field) => typeof given[field] !== "string" || given[field] === "")
    .map((field) => ({
      path: `${path}: ${field}`,
      value: undefined,
      allowed: field === "tokenKeys" ? "the public keys of the issuer of servers' tokens, a JSON key set" : "text, PEM",
      fix: fixes[field] ?? "run `kit pki issue`, then `kit pki push`",
    }));
}

const fixes: Readonly<Record<string, string>> = {
  revocationList: "run `kit pki crl`, then `kit pki push`",
  tokenKeys: "save them as token-keys.json in the environment's folder, then run `kit pki push`",
};

/**
 * Name of the version that a value becomes: a digest of it, so that pushing the same again changes nothing and nobody has to read
 * the secret to know. It tells nothing: a private key cannot be guessed.
 */
export function versionOf(value: string): string {
  return createHash("sha256").update(value).digest("hex");
}
