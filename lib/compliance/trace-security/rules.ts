import type { TraceRule } from "./rule";
import { defaultGroup } from "./rules/default-group";
import { guardedSearch } from "./rules/guarded-search";
import { hardenedContainer } from "./rules/hardened-container";
import { imageByDigest } from "./rules/image-by-digest";
import { internetRoute } from "./rules/internet-route";
import { judgedConfiguration } from "./rules/judged-configuration";
import { missingDeny } from "./rules/missing-deny";
import { openEndpoint } from "./rules/open-endpoint";
import { openSecurityGroup } from "./rules/open-security-group";
import { stopTimeout } from "./rules/stop-timeout";
import { storeReachable } from "./rules/store-reachable";
import { unauthenticatedOtlp } from "./rules/unauthenticated-otlp";
import { unboundedRetention } from "./rules/unbounded-retention";
import { unencryptedData } from "./rules/unencrypted-data";
import { unprovenCaller } from "./rules/unproven-caller";
import { unscrubbedExport } from "./rules/unscrubbed-export";

/** Every rule of the pack. */
export const traceRules: readonly TraceRule[] = [
  unauthenticatedOtlp,
  unprovenCaller,
  unscrubbedExport,
  storeReachable,
  judgedConfiguration,
  internetRoute,
  openSecurityGroup,
  defaultGroup,
  openEndpoint,
  missingDeny,
  guardedSearch,
  unencryptedData,
  unboundedRetention,
  hardenedContainer,
  imageByDigest,
  stopTimeout,
];
