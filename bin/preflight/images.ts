import { imageLockFile } from "../../lib/image-lock";
import { unlockedImages } from "../../lib/images";
import type { Check } from "./check";

export const imagesCheck: Check = {
  id: "images",
  title: "every image is locked to its digest",
  problems: async () =>
    unlockedImages().map((tag) => ({
      path: `${imageLockFile}: ${tag}`,
      value: undefined,
      allowed: "a digest: a version can be moved to another image",
      fix: "run `npm run kit -- images lock`, review and commit the file",
    })),
};
