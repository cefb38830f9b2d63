import { readFileSync } from "node:fs";
import { join } from "node:path";
import { mutations } from "../../bin/mutations";

const root = join(__dirname, "../..");

it.each(mutations.map(({ breaks, edits }) => [breaks, edits] as const))(
  "what is broken is still there: %s",
  (_, edits) => {
    for (const { file, from } of edits) {
      expect([file, readFileSync(join(root, file), "utf8").split(from).length - 1]).toEqual([file, 1]);
    }
  },
);
