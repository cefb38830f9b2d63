import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { z } from "zod";
import { isOpen, type OpenGrant, openGrantSchema } from "../access/grant";
import { emptyGrantFile, grantRoutes } from "../gateway/grant-routes";
import type { Cell } from "../inputs";

/** Beside the routes: every grant there ever was, so that it can be told who opened what. */
const ledgerName = "grants.json";

/**
 * Where the grants of one environment are kept: a ledger of all of them, and the routes that the gateways read. Both are replaced
 * whole, by a rename, so that nobody ever reads half of one. The deadlines are in the routes: what is kept here can only be closed
 * earlier by writing, never opened longer by not writing.
 */
export class GrantFolder {
  /** `routesFile` is `Site.grantsFile`. */
  constructor(readonly routesFile: string) {}

  /** Every grant that was ever opened; none where nothing was. */
  async grants(): Promise<readonly OpenGrant[]> {
    const text = await readFile(this.#ledger, "utf8").catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return "[]";
      throw error;
    });
    return z.array(openGrantSchema).parse(JSON.parse(text));
  }

  /** Keeps these, and opens those of them that are open now, and no other. */
  async write(cell: Cell, grants: readonly OpenGrant[], now = new Date()): Promise<void> {
    const open = grants.filter((grant) => isOpen(grant, now));
    await replace(this.#ledger, grants);
    await replace(this.routesFile, open.length === 0 ? emptyGrantFile : grantRoutes(cell, open));
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
