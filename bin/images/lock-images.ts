import type { ImageLock, LockedImage } from "../../lib/image-lock";
import { type BaseImage, imageTag } from "../../lib/images";
import { digestOf, type Resolver } from "./resolver";
import { signerOf } from "./signer";

export interface LockOptions {
  readonly resolver: Resolver;
  /** Whether cosign is there to be asked who signed. */
  readonly signatures: boolean;
  /** Whether another signer than the one that is locked is accepted. */
  readonly acceptSigner: boolean;
  readonly now: Date;
}

/** Asks for the digest of every image. All or nothing: the error lists every image that could not be locked, and why. */
export async function lockImages(
  images: readonly BaseImage[],
  before: ImageLock,
  options: LockOptions,
): Promise<ImageLock> {
  const tried = await Promise.allSettled(images.map((image) => lockImage(image, before, options)));
  const problems = tried.flatMap((one) => (one.status === "rejected" ? [String((one.reason as Error).message)] : []));
  if (problems.length > 0)
    throw new Error(`nothing was locked:\n${problems.map((problem) => `  ${problem}`).join("\n")}`);
  const locked = tried.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
  return { images: Object.fromEntries([...locked].sort(([one], [other]) => one.localeCompare(other))) };
}

async function lockImage(
  image: BaseImage,
  before: ImageLock,
  { resolver, signatures, acceptSigner, now }: LockOptions,
): Promise<readonly [string, LockedImage]> {
  const tag = imageTag(image);
  const digest = await digestOf(resolver, tag);
  const signer = signatures ? await signerOf(image.repository, digest) : undefined;
  const known = signerBefore(image, before);
  if (known && signer !== undefined && !sameSigner(known, signer) && !acceptSigner) {
    const who = signer ? `${signer.subject} (${signer.issuer})` : "nobody";
    throw new Error(
      `${tag} is signed by ${who}; allowed: ${known.subject} (${known.issuer}), who signed what is locked; find out why, then use --accept-signer`,
    );
  }
  const unchanged = before.images[tag];
  if (unchanged?.digest === digest && signer === undefined) return [tag, unchanged];
  return [
    tag,
    { digest, resolvedAt: now.toISOString(), resolvedWith: resolver.name, ...(signer !== undefined && { signer }) },
  ];
}

/** Who signed any locked version of the same image. */
function signerBefore({ repository }: BaseImage, { images }: ImageLock) {
  const entries = Object.entries(images).filter(([tag]) => tag.startsWith(`${repository}:`));
  return entries.map(([, { signer }]) => signer).find((signer) => signer);
}

function sameSigner(one: LockedImage["signer"], other: LockedImage["signer"]): boolean {
  return one?.subject === other?.subject && one?.issuer === other?.issuer;
}
