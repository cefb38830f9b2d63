import { dependencies } from "../../lib/audit/config/dependencies";

/** The major version that is found of FastMCP; `any` where it is named without one, nothing where it is not named. */
function majorOf(path: string, text: string): number | "any" | undefined {
  const found = dependencies(path, text).get("fastmcp");
  return found && (found.major ?? "any");
}

describe("the version of a package", () => {
  it.each([
    ["requirements.txt", "fastmcp==2.9.0", 2],
    ["requirements.txt", "fastmcp[auth] >= 3.1  # newest", 3],
    ["requirements.txt", 'fastmcp~=2.0 ; python_version > "3.9"', 2],
    ["requirements.txt", "fastmcp\r", "any"],
    ["requirements.txt", "fastmcp @ git+https://example.com/fastmcp", "any"],
    ["requirements.txt", "fastmcp<3", undefined],
    ["requirements.txt", "fastmcp-extras==2.0", undefined],
    ["requirements.txt", "# fastmcp==2.0", undefined],
    ["pyproject.toml", '[project]\ndependencies = ["httpx", "fastmcp>=2.3,<3"]', 2],
    ["pyproject.toml", '[tool.poetry.dependencies]\nfastmcp = "^2.1"', 2],
    ["pyproject.toml", '[tool.poetry.dependencies]\nfastmcp = "2.1"', 2],
    ["pyproject.toml", '[tool.poetry.dependencies]\nfastmcp = "*"', "any"],
    ["pyproject.toml", '[tool.poetry.dependencies]\nfastmcp = { extras = ["a"], version = "~2.1" }', 2],
    ["pyproject.toml", '[tool.poetry.dependencies]\nfastmcp = {git = "https://example.com/2"}', "any"],
    ["pyproject.toml", '[tool.poetry.dependencies.fastmcp]\nversion = "^2.1"', 2],
    ["pyproject.toml", '[project]\nname = "fastmcp"\nversion = "2.0"', undefined],
    ["pyproject.toml", '[project]\nkeywords = [\n  "fastmcp",\n]', undefined],
    ["uv.lock", '[[package]]\nname = "fastmcp"\nversion = "2.9.0"', 2],
    ["setup.cfg", "install_requires =\n    fastmcp>=2", 2],
  ])("is read in %s: %j", (path, text, major) => {
    expect(majorOf(path, text)).toBe(major);
  });
});
