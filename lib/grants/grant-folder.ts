import { access, mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { z } from "zod";
import { isOpen, type OpenGrant, openGrantSchema } from "../access/grant";
import { emptyGrantFile, grantRoutes } from "../gateway/grant-routes";
import type { Cell } from "../inputs";
import { parse } from "../settings/parse";
import { ConfigurationError } from "../settings/problem";
import { alone } from "./folder-lock";

/** Beside the routes: every grant there ever was, so that it can be told who opened what. */
const ledgerName = "grants.json";

/** Beside both: there while somebody writes. */
const lockName = "writing";

/**
 * Where the grants of one environment are kept: a ledger of all of them, and the routes that the gateways read. Both are replaced
 * whole, by a rename, so that nobody ever reads half of one. The deadlines are in the routes: what is kept here can only be closed
 * earlier by writing, never opened longer by not writing.
 */
export class GrantFolder {
  /** `routesFile` is `Site.grantsFile`. */
  constructor(
    readonly routesFile: string,
    readonly environment: string,
  ) {}

  /** Whether the gateways have a file to read here. */
  async exists(): Promise<boolean> {
    return access(this.routesFile).then(
      () => true,
      () => false,
    );
  }

  /** Every grant that was ever opened; none where nothing was. Fails for a ledger that is broken or another environment's. */
  async grants(): Promise<readonly OpenGrant[]> {
    const text = await readFile(this.#ledger, "utf8").catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return "[]";
      throw error;
    });
    const parsed = parse(z.array(openGrantSchema), this.#json(text), this.#ledger);
    if (!("value" in parsed)) throw new ConfigurationError(parsed.problems, "the ledger of grants");
    const other = parsed.value.find(({ environment }) => environment !== this.environment);
    if (other) {
      // One that is written over would close what is open there, and open here what nobody asked for.
      throw this.#unusable(other.environment, `grants of ${this.environment}`, "name this environment's own file");
    }
    return parsed.value;
  }

  /** Makes the grants others, while nobody else does. Returns what `change` made of them. */
  async change(
    cell: Cell,
    change: (grants: readonly OpenGrant[]) => readonly OpenGrant[],
    now = new Date(),
  ): Promise<readonly OpenGrant[]> {
    return alone(join(dirname(this.routesFile), lockName), async () => {
      const changed = change(await this.grants());
      await this.write(cell, changed, now);
      return changed;
    });
  }

  /** Keeps these, and opens those of them that are open now, and no other. Written again, it mends what was written halfway. */
  async write(cell: Cell, grants: readonly OpenGrant[], now = new Date()): Promise<void> {
    const open = grants.filter((grant) => isOpen(grant, now));
    await replace(this.#ledger, grants);
    await replace(this.routesFile, open.length === 0 ? emptyGrantFile : grantRoutes(cell, open));
  }

  #json(text: string): unknown {
    try {
      return JSON.parse(text);
    } catch {
      throw this.#unusable(
        text.slice(0, 80),
        "a JSON list of grants",
        "restore it; while it is broken nothing is written",
      );
    }
  }

  #unusable(value: string, allowed: string, fix: string): ConfigurationError {
    return new ConfigurationError([{ path: this.#ledger, value, allowed, fix }], "the ledger of grants");
  }

  get #ledger(): string {
    return join(dirname(this.routesFile), ledgerName);
  }
}

async function replace(file: string, content: unknown): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const fresh = `${file}.${process.pid}.new`;
  await writeFile(fresh, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o640 });
  await rename(fresh, file);
}
