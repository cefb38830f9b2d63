import { Command } from "commander";
import { crlCommand } from "./pki/crl";
import { initCommand } from "./pki/init";
import { pushCommand } from "./pki/push";
import { issueCommand, renewCommand } from "./pki/renew";
import { statusCommand } from "./pki/status";

const examples = `
Examples:
  kit pki init                                     once: an authority for each environment
  kit pki issue && kit pki push                    every certificate, and into the secrets of the stacks secrets-*
  kit pki renew && kit pki push                    by a timer, every pki.renewEveryDays (config/kit.ts)
  kit pki status || echo "something is due"
  kit pki crl --env prod --revoke servers/payments/payments-mcp && kit pki renew --env prod && kit pki push --env prod

Whoever has the folder can be anybody in the environment: it belongs on a machine, or an encrypted disk, of those who run the kit.
The key of an authority never leaves it. Servers get the three files of their own folder, servers/<team>/<service>.`;

/** Certificates of programs and servers. */
export function pkiCommand(): Command {
  const pki = new Command("pki")
    .description(
      "make, renew, revoke and push the certificates of an installation, by an authority for each environment",
    )
    .addHelpText("after", examples);
  for (const command of [initCommand(), issueCommand(), renewCommand(), statusCommand(), pushCommand(), crlCommand()])
    pki.addCommand(command);
  return pki;
}
