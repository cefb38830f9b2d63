/** How a claim is known. */
export type Evidence =
  /** Real programs, in the rehearsal. */
  | { readonly by: "scenario"; readonly id: string }
  /** A test, by its file and the sentence it is called. */
  | { readonly by: "test"; readonly file: string; readonly name: string }
  /** A rule of the pack TraceSecurity, which judges every synthesis. */
  | { readonly by: "rule"; readonly id: string }
  /** Only a deployment could show it. */
  | { readonly by: "account"; readonly what: string };

/** Something that is promised, where the demand comes from, and how it is known to hold. */
export interface Control {
  /** Name that reports and tests cite: `<group>.<what>`. */
  readonly id: string;
  readonly statement: string;
  readonly source: string;
  readonly evidence: readonly Evidence[];
  /**
   * What of it is not met, or not met everywhere.
   * @default - nothing is known
   */
  readonly gap?: string;
}

/** Controls that answer one demand, in its order. */
export interface ControlGroup {
  readonly title: string;
  readonly controls: readonly Control[];
}

/** What a reader may take evidence for. */
export type Strength = "behaviour run here" | "template assertion" | "needs an account";

/** Templates are all that tests of stacks and rules see; other tests and scenarios run what they speak of. */
export function strengthOf(evidence: Evidence): Strength {
  if (evidence.by === "account") return "needs an account";
  if (evidence.by === "scenario") return "behaviour run here";
  const ofTemplates = evidence.by === "rule" || /^test\/(?:stacks|compliance)\//.test(evidence.file);
  return ofTemplates ? "template assertion" : "behaviour run here";
}

/** Short forms for the tables of controls. */
export const scenario = (id: string): Evidence => ({ by: "scenario", id });
export const test = (file: string, name: string): Evidence => ({ by: "test", file: `test/${file}.test.ts`, name });
export const rule = (id: string): Evidence => ({ by: "rule", id });
export const account = (what: string): Evidence => ({ by: "account", what });
