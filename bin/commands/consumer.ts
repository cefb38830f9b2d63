import type { Command } from "commander";
import { cellOf } from "../../lib/inputs";
import { command, type EnvironmentOptions, environmentOption, inputsFor } from "./options";

const about = `
For an account whose MCP servers reach the environment by PrivateLink: an endpoint, and the name that the ingest gateway's
certificate is for. The account must be listed in ingest.allowedPrincipals, and the connection be accepted:

  kit consumer --env prod > consumer.json
  aws cloudformation deploy --stack-name <name> --template-file consumer.json --parameter-overrides ServiceName=… VpcId=… \\
    SubnetIds=… ServersGroupId=…`;

export function consumerCommand(): Command {
  return command("consumer", "a CloudFormation template for an account whose servers send spans here")
    .addOption(environmentOption("environment that servers send to"))
    .addHelpText("after", about)
    .action(async (options: EnvironmentOptions) => {
      const inputs = await inputsFor(options);
      const { consumerTemplate } = await import("../../lib/consumer-template");
      process.stdout.write(`${JSON.stringify(consumerTemplate(cellOf(inputs, options.env)), null, 2)}\n`);
    });
}
