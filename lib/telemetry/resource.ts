import { attributes } from "./attribute";

const semconv = "OpenTelemetry semantic conventions 1.44.0";
const kit = "mcp-trace-kit 0.1";

/** What is known of the sender. `team` and the environment are stamped by the collector; what a sender claims is deleted. */
export const resource = attributes({
  serviceName: {
    name: "service.name",
    type: "string",
    brief: "The service. One that is not the sender's team's becomes `unknown`.",
    source: semconv,
    sensitivity: "public",
    scrub: "keep",
    label: "service",
  },
  serviceVersion: {
    name: "service.version",
    type: "string",
    brief: "Version of the service.",
    source: semconv,
    sensitivity: "public",
    scrub: "keep",
  },
  environment: {
    name: "deployment.environment.name",
    type: "string",
    brief: "Environment, from the sender's certificate.",
    source: semconv,
    sensitivity: "public",
    scrub: "keep",
    label: "environment",
  },
  team: {
    name: "team",
    type: "string",
    brief: "Team, from the sender's certificate.",
    source: kit,
    sensitivity: "public",
    scrub: "keep",
    label: "team",
  },
  sdkLanguage: {
    name: "telemetry.sdk.language",
    type: "string",
    brief: "Language of the SDK.",
    source: semconv,
    sensitivity: "public",
    scrub: "keep",
  },
  sdkName: {
    name: "telemetry.sdk.name",
    type: "string",
    brief: "Name of the SDK.",
    source: semconv,
    sensitivity: "public",
    scrub: "keep",
  },
  sdkVersion: {
    name: "telemetry.sdk.version",
    type: "string",
    brief: "Version of the SDK.",
    source: semconv,
    sensitivity: "public",
    scrub: "keep",
  },
});

/** Other spellings under which a sender could claim an identity. All are deleted on arrival, on resource and span alike. */
export const claimedIdentity = [
  resource.team.name,
  resource.environment.name,
  "deployment.environment",
  "env",
  "environment",
  "tenant",
  "service.namespace",
] as const;
