/** A PEM text that ends its last line, so that one can stand behind another in a file. */
export function pem(text: string): string {
  return text.endsWith("\n") ? text : `${text}\n`;
}
