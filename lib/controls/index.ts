import type { ControlGroup } from "./control";
import { deployment } from "./deployment";
import { mcp08 } from "./mcp08";
import { patterns } from "./patterns";
import { serverChecks } from "./server-checks";

/** Everything that is promised to a reviewer. */
export const controls: readonly ControlGroup[] = [patterns, serverChecks, mcp08, deployment];
