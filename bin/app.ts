import { App } from "aws-cdk-lib";
import { buildApp } from "../lib/app";
import { loadInputs } from "./inputs";

/** What `cdk` runs. */
async function main(): Promise<void> {
  buildApp(new App(), await loadInputs("config", { deployed: true })).synth();
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
