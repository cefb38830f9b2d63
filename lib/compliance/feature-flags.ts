import { context } from "../../cdk.json";

/** What `cdk` would hand over from cdk.json. A synthesis that is started another way must not build something else. */
export const featureFlags: Readonly<Record<string, unknown>> = context;
