import { type ImageLock, readImageLock, type Signer } from "../../lib/image-lock";
import { images, imageTag } from "../../lib/images";

/** An image from outside that others start from. */
export interface ImageRow {
  readonly name: string;
  readonly repository: string;
  readonly version: string;
  /** What the lock file holds it to. `null`: nobody has locked it. */
  readonly digest: string | null;
  /** Who signed it. `null`: nobody. Absent: nobody looked. */
  readonly signer?: Signer | null;
}

/** Every image, with what the lock file says of it. */
export function imageRows(lock: ImageLock = readImageLock()): readonly ImageRow[] {
  return Object.entries(images).map(([name, image]) => {
    const { digest = null, signer } = lock.images[imageTag(image)] ?? {};
    return {
      name,
      repository: image.repository,
      version: image.version,
      digest,
      ...(signer === undefined ? {} : { signer }),
    };
  });
}
