import { join } from "node:path";
import { audit } from "../../lib/audit/audit";
import { collectFiles } from "../../lib/audit/collect-files";

/** What the rehearsal's server is made of, without what its file does not reach. */
const rooms = ["rehearsal/mcp", "lib/instrumentation", "lib/scrub", "lib/signals", "lib/telemetry"];

it("finds the rehearsal's own server, and nothing to mend in it", () => {
  const files = rooms.flatMap((room) =>
    collectFiles(join(__dirname, "../..", room)).files.map(({ path, text }) => ({ path: `${room}/${path}`, text })),
  );
  const servers = audit(files).subjects.filter(({ kind }) => kind === "server");
  expect(servers.map(({ sites, findings }) => [sites, findings])).toEqual([
    [[expect.stringMatching(/^rehearsal\/mcp\/server\.ts:/)], []],
  ]);
});
