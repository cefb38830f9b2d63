import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { wrapper } from "../../rehearsal/engines/container";

/** Runs the script with a `docker` that only says how it was called. */
function callOf(script: string, args: readonly string[], env: Record<string, string>): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), "kit-wrapper-"));
  try {
    for (const [name, text] of Object.entries({ docker: '#!/bin/sh\nprintf "%s\\n" "$@"\n', program: script })) {
      writeFileSync(join(folder, name), text);
      chmodSync(join(folder, name), 0o755);
    }
    const path = `${folder}:${process.env.PATH}`;
    return execFileSync(join(folder, "program"), args, { encoding: "utf8", env: { ...env, PATH: path } }).split("\n");
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe("a program in a container", () => {
  const call = callOf(wrapper("docker", "example/image:1", "/the program"), ["--config", "a file.yaml"], {
    KIT_TLS_KEY: "first line\nAWS_SECRET=second line",
    UNRELATED: "x",
  });

  it("is started from its image with its arguments as they were given", () => {
    const entry = call.indexOf("--entrypoint");
    expect(call.slice(entry)).toEqual([
      "--entrypoint",
      "/the program",
      "example/image:1",
      "--config",
      "a file.yaml",
      "",
    ]);
  });

  it("gets secrets by name, so that no value stands in a process list", () => {
    expect(call).toContain("KIT_TLS_KEY");
    expect(call.join(" ")).not.toMatch(/line|UNRELATED/);
  });

  it("runs as the same user in the same network", () => {
    expect(call[call.indexOf("--network") + 1]).toBe("host");
    expect(call[call.indexOf("--user") + 1]).toBe(`${process.getuid?.()}:${process.getgid?.()}`);
  });
});
