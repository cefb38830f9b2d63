import { Annotations } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { unlockedImages } from "../images";

/** What is built today may be built from something else tomorrow, under the same version. */
export function warnOfMovableImages(scope: Construct): void {
  const unlocked = unlockedImages();
  if (unlocked.length === 0) return;
  Annotations.of(scope).addWarningV2(
    "mcp-trace-kit:movable-images",
    `${unlocked.length} images are named by version alone, which can be moved: ${unlocked.join(", ")}; run \`npm run kit -- images lock\` and commit images.lock.json`,
  );
}
