/** How a file is read. */
export type Language = "javascript" | "python" | "config";

/** A text file of what is audited. Paths are relative, with slashes. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

const config = [
  /(?:^|\/)(?:docker-)?compose[^/]*\.ya?ml$/i,
  /\.ya?ml$/i,
  /(?:^|\/)\.env(?:\.[^/]*)?$|\.env$/i,
  /(?:^|\/)(?:[^/]*\.)?Dockerfile(?:\.[^/]*)?$/i,
  /(?:^|\/)(?:package|deno)\.json$/,
  /(?:^|\/)(?:pyproject\.toml|uv\.lock|poetry\.lock|Pipfile|setup\.cfg|requirements[^/]*\.txt)$/,
  /\.template\.json$/,
];

/** The language of a path; nothing for what no rule reads. */
export function languageOf(path: string): Language | undefined {
  if (/\.[cm]?[jt]sx?$/.test(path)) return "javascript";
  if (/\.py$/.test(path)) return "python";
  return config.some((form) => form.test(path)) ? "config" : undefined;
}

/** Tests make servers of their own, and show bad spans on purpose. */
export function isTest(path: string): boolean {
  return (
    /(?:^|\/)(?:tests?|__tests__|__mocks__|e2e|evals?|fixtures)\//.test(path) ||
    /\.(?:test|spec)\.[cm]?[jt]sx?$/.test(path) ||
    /(?:^|\/)[^/]*compose[^/]*\btests?\.ya?ml$/.test(path) ||
    /(?:^|\/)(?:test_[^/]*|[^/]*_test|conftest)\.py$/.test(path)
  );
}
