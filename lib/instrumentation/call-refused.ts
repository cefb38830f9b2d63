import { deniedMessage } from "../telemetry/span-shapes";
import { errorCode } from "./sdk";

/**
 * A refused call. Both generations of the SDK answer whatever has a `code` with that code, so that the caller gets their own
 * `McpError` or `ProtocolError` without either being imported here. MCP has no code of its own for a refusal.
 */
export class CallRefused extends Error {
  readonly code = errorCode.invalidRequest;

  constructor() {
    super(deniedMessage);
    this.name = "CallRefused";
  }
}
