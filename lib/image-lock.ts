import { z } from "zod";
import lockFile from "../images.lock.json" with { type: "json" };

/** Who signed an image, as the signature's certificate says. */
const signerSchema = z.strictObject({ subject: z.string().min(1), issuer: z.string().min(1) });

const lockedImageSchema = z.strictObject({
  /** Digest of the list of all architectures. */
  digest: z.string().regex(/^sha256:[0-9a-f]{64}$/, "allowed: sha256: and 64 hexadecimal digits"),
  /** When it was asked for, and with which program. */
  resolvedAt: z.iso.datetime(),
  resolvedWith: z.string(),
  /** Who signed it. `null`: nobody. Absent: nobody looked, since cosign was not there. */
  signer: signerSchema.nullish(),
});

const lockSchema = z.strictObject({ images: z.record(z.string(), lockedImageSchema) });

export type Signer = z.output<typeof signerSchema>;
export type LockedImage = z.output<typeof lockedImageSchema>;
export type ImageLock = z.output<typeof lockSchema>;

/** Name of the lock file, at the top of the checkout. `kit images lock` writes it; nobody else does. */
export const imageLockFile = "images.lock.json";

/** What the lock file says, by `<repository>:<version>`. Throws where somebody edited it into something else. */
export function readImageLock(content: unknown = lockFile): ImageLock {
  const read = lockSchema.safeParse(content);
  if (read.success) return read.data;
  throw new Error(
    `${imageLockFile}: ${z.prettifyError(read.error)}; run \`npm run kit -- images lock\` to write it anew`,
  );
}
