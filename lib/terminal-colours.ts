import pc from "picocolors";

/** Colours only where the stream is a terminal that has them; picocolors alone takes a build server for one. */
export function terminalColours(
  stream: { readonly isTTY?: boolean } = process.stdout,
): ReturnType<typeof pc.createColors> {
  return pc.createColors(stream.isTTY === true && pc.isColorSupported);
}
