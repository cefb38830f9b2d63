/** The folder of the package that a file belongs to, as a lock file names it; nothing for a file of the kit. */
export function packageFolder(file: string): string | undefined {
  return /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0];
}
