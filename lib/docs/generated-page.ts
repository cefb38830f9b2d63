/** A reference page: the remark that nobody edits it, then its blocks, one blank line between two. */
export function generatedPage(title: string, blocks: readonly string[]): string {
  const remark =
    "<!-- Written by `npm run generate` from the sources. Edits are overwritten, and a test fails on them. -->";
  return `${[remark, `# ${title}`, ...blocks.filter((block) => block !== "")].join("\n\n")}\n`;
}

/** A bullet list, or what stands in its place. */
export function bullets(items: readonly string[], none = "None known."): string {
  return items.length > 0 ? items.map((item) => `- ${item}`).join("\n") : none;
}
