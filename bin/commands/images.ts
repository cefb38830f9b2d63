import { writeFile } from "node:fs/promises";
import { Command, Option } from "commander";
import { type ImageLock, imageLockFile, readImageLock } from "../../lib/image-lock";
import { images, imageTag } from "../../lib/images";
import { terminalColours } from "../../lib/terminal-colours";
import { lockImages } from "../images/lock-images";
import { answers, type Resolver, resolvers } from "../images/resolver";
import { BadInput, failed } from "../outcome";
import { jsonOption, print, progress } from "./options";

const pc = terminalColours();

const names = resolvers.map(({ name }) => name);

/** Which images everything is built from, and their digests. */
export function imagesCommand(): Command {
  const list = new Command("list")
    .description("every image, its locked digest and who signed it; exits with 1 where one is not locked")
    .addOption(jsonOption())
    .action(listImages);
  const lock = new Command("lock")
    .description(`ask the registries for the digest of every image and write ${imageLockFile}`)
    .addOption(
      new Option("--with <program>", "the program that asks; by default the first that is there").choices(names),
    )
    .option("--accept-signer", "accept another signer than the one that is locked")
    .addOption(jsonOption())
    .action(writeLock);
  return new Command("images")
    .description("lock the images that everything is built from to their digests")
    .addCommand(list)
    .addCommand(lock);
}

interface LockCommandOptions {
  readonly with?: string;
  readonly acceptSigner?: boolean;
  readonly json?: boolean;
}

async function writeLock({ with: wanted, acceptSigner = false, json }: LockCommandOptions): Promise<void> {
  const resolver = await resolverFor(wanted);
  const signatures = await answers("cosign", ["version"]);
  if (!signatures) progress.note("cosign is not on this machine, so nobody looks who signed the images");
  const lock = await progress.during(`asking for ${Object.keys(images).length} digests with ${resolver.name}`, () =>
    lockImages(Object.values(images), readImageLock(), { resolver, signatures, acceptSigner, now: new Date() }),
  );
  await writeFile(imageLockFile, `${JSON.stringify(lock, null, 2)}\n`);
  print(json, lock, () => `${lockText(lock)}wrote ${imageLockFile}; review and commit it\n`);
}

async function resolverFor(wanted: string | undefined): Promise<Resolver> {
  for (const resolver of resolvers) {
    if ((wanted ?? resolver.name) === resolver.name && (await answers(resolver.name, resolver.probe))) return resolver;
  }
  throw new BadInput(
    wanted
      ? `--with ${wanted}: it is not on this machine; install it, or leave the option out`
      : `no program that can ask a registry is on this machine; allowed: ${names.join(", ")}; install one of them`,
  );
}

function listImages({ json }: { readonly json?: boolean }): void {
  const lock = readImageLock();
  const tags = Object.values(images).map(imageTag);
  const unlocked = tags.filter((tag) => !Object.hasOwn(lock.images, tag));
  print(json, { lock, unlocked }, () => {
    const none = unlocked.map((tag) => `  ${tag}  ${pc.yellow("not locked")}\n`).join("");
    return `${lockText(lock)}${none}`;
  });
  if (unlocked.length > 0) process.exitCode = failed;
}

function lockText({ images }: ImageLock): string {
  return Object.entries(images)
    .map(([tag, { digest, signer }]) => `  ${tag}  ${digest}${pc.dim(signed(signer))}\n`)
    .join("");
}

function signed(signer: ImageLock["images"][string]["signer"]): string {
  if (signer === undefined) return "";
  return signer ? `  signed by ${signer.subject}` : "  not signed";
}
