import type { Dialect } from "../dialect";
import { adot } from "./adot";
import { agentcore } from "./agentcore";
import { agentgateway } from "./agentgateway";
import { contextForge } from "./context-forge";
import { csharpSdk } from "./csharp-sdk";
import { envoyAiGateway } from "./envoy-ai-gateway";
import { fastmcp } from "./fastmcp";
import { logfire } from "./logfire";
import { openinference } from "./openinference";
import { openlit } from "./openlit";
import { openllmetry } from "./openllmetry";
import { pythonSdk } from "./python-sdk";
import { sentry } from "./sentry";
import { toolhive } from "./toolhive";

/** Every foreign vocabulary the kit understands. */
export const dialects: readonly Dialect[] = [
  adot,
  agentcore,
  agentgateway,
  contextForge,
  csharpSdk,
  envoyAiGateway,
  fastmcp,
  logfire,
  openinference,
  openlit,
  openllmetry,
  pythonSdk,
  sentry,
  toolhive,
];
