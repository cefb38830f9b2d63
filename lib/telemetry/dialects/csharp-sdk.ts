import type { Dialect } from "../dialect";

export const csharpSdk: Dialect = {
  id: "csharp-sdk",
  source: "C# SDK 2.2.0 (its status text holds the whole error content)",
  toolName: ["gen_ai.tool.name"],
  content: [],
};
