import { config as broughtVpc } from "./brought-vpc";
import type { Configuration } from "./configuration";
import { config as enterprise } from "./enterprise";
import { config as externalBackend } from "./external-backend";
import { config as jaeger } from "./jaeger";
import { config as smallest } from "./smallest";

/** Every example, by its folder. Each synthesizes without a finding of any pack, which tests hold them to. */
export const examples: Readonly<Record<string, Configuration>> = {
  smallest,
  "external-backend": externalBackend,
  jaeger,
  "brought-vpc": broughtVpc,
  enterprise,
};
