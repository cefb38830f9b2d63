import { bounds } from "./definitions";
import type { KeyedDigest } from "./keyed-digest";
import { at, type State, turn } from "./state";

const types: Readonly<Partial<Record<string, number>>> = { string: 1, number: 2, boolean: 3, object: 4 };

/** JSON types as numbers from 1 on; 0 for what has none, such as null: an argument that is left out is no other type. */
function jsonType(value: unknown): number {
  if (value === null) return 0;
  return Array.isArray(value) ? 5 : (types[typeof value] ?? 0);
}

const end = at.types + bounds.arguments;

/** Takes in the types of a call's arguments and says whether one of them had another type when this tool was called before. */
export function typesChanged(state: State, tool: string, args: unknown, digest: KeyedDigest): boolean {
  if (typeof args !== "object" || args === null || Array.isArray(args)) return false;
  let changed = false;
  for (const name of Object.keys(args).slice(0, bounds.arguments)) {
    const type = jsonType(Reflect.get(args, name));
    if (type <= 0) continue;
    // 29 bits of hash and 3 of type.
    const entry = (digest.short(tool, name.slice(0, bounds.name)) & ~7) | type;
    changed = remember(state, entry >>> 0) || changed;
  }
  return changed;
}

function remember(state: State, entry: number): boolean {
  for (let place = at.types; place < end; place++) {
    const known = state[place] ?? 0;
    if (known === 0 || known >>> 3 === entry >>> 3) {
      state[place] = entry;
      return known !== 0 && known !== entry;
    }
  }
  state[at.types + turn(state, "types", bounds.arguments)] = entry;
  return false;
}
