import { RE2JS } from "re2js";
import { Memory } from "./memory";
import type { HideAction, KeptAttribute, ScrubPolicy } from "./policy";
import { policyProblems } from "./policy-problems";
import { redacted } from "./redacted";
import { makeScanner, type Scanner } from "./scan/scanner";
import { secretName } from "./scan/secret-name";
import { isOfTokens, type Telling } from "./scan/telling";

/** Attributes that the scrubber itself writes, and the beginning of those that it removes: backends show them as their own. */
export const marks = { types: "mcp.redacted.types", whole: "mcp.redacted.whole", foreign: "redaction." } as const;

/** The longest key or kept text. Unit: bytes. */
export const longestShown = 256;

/** What is done with an attribute, by its key alone. */
export type Verdict =
  | { readonly kind: "search" | "forget"; readonly shown?: string; readonly found?: readonly string[] }
  | { readonly kind: "show"; readonly kept: KeptAttribute; readonly shown?: undefined; readonly found?: undefined }
  | {
      readonly kind: "hide";
      readonly action: HideAction;
      /** The key as it may be shown, where that is another one. */
      readonly shown?: string;
      /** Secrets that the key itself held. */
      readonly found?: readonly string[];
    };

/** The same, and what the key says of what stands under it. */
export type Decision = Verdict & { readonly tells: Telling };

const search: Verdict = { kind: "search" };
const forget: Verdict = { kind: "forget" };

/** A policy made ready. It does not change, but for what it remembers of keys and names. */
export class PreparedPolicy {
  readonly policy: ScrubPolicy;
  readonly scanner: Scanner;
  readonly statuses: ReadonlySet<string>;
  readonly events: ReadonlySet<string>;
  readonly #keep: ReadonlyMap<string, KeptAttribute>;
  readonly #exact: ReadonlyMap<string, HideAction>;
  readonly #prefixes: readonly { readonly name: string; readonly action: HideAction }[];
  readonly #keys: readonly { readonly expression: RE2JS; readonly action: HideAction; readonly secret: boolean }[];
  readonly #names: readonly RE2JS[];
  readonly #decisions = new Memory<Decision>(longestShown);
  readonly #rules = new Memory<Verdict>(longestShown);
  readonly #tellings = new Memory<Telling>(longestShown);
  readonly #shapes = new Memory<boolean>(longestShown);

  /** @throws TypeError that lists everything that is wrong with the policy. */
  constructor(policy: ScrubPolicy) {
    const problems = policyProblems(policy);
    if (problems.length > 0) throw new TypeError(`the scrub policy is not usable:\n  ${problems.join("\n  ")}`);
    this.policy = policy;
    this.statuses = new Set(policy.texts.statuses);
    this.events = new Set(policy.texts.events);
    this.#keep = new Map(policy.keep.map((kept) => [kept.name, kept]));
    this.#exact = new Map(policy.attributes.filter(({ prefix }) => !prefix).map(({ name, action }) => [name, action]));
    this.#prefixes = policy.attributes
      .filter(({ prefix }) => prefix)
      .sort((a, b) => Buffer.byteLength(b.name) - Buffer.byteLength(a.name));
    this.#keys = policy.keys.map(({ pattern, action, secret = false }) => {
      return { expression: RE2JS.compile(pattern), action, secret };
    });
    this.#names = policy.texts.names.map((pattern) => RE2JS.compile(`^(?:${pattern})$`));
    this.scanner = makeScanner({
      classes: policy.classes,
      hides: (key) => this.#rule(key).kind === "hide",
      tells: (key) => this.tells(key),
    });
  }

  /** Judges a key. Ordinary keys are judged once. */
  decide(key: string): Decision {
    return this.#decisions.get(key, (text) => ({ ...this.#judge(text), tells: this.tells(text) }));
  }

  /**
   * What a key says of what stands under it, whichever rule decides on that: a password is one in an argument, in a member
   * of a result, and where an attribute was registered to be hidden anyhow.
   */
  tells(key: string): Telling {
    return this.#tellings.get(key, (text) => {
      if (this.#keys.some(({ secret, expression }) => secret && expression.matcher(text).find())) {
        return isOfTokens(text) ? "unlike-words" : "all";
      }
      return (this.policy.classes.includes("assignment") && secretName(text)) || "nothing";
    });
  }

  kept(key: string): KeptAttribute | undefined {
    return this.#keep.get(key);
  }

  /** Whether a span name has one of the shapes that may be shown. */
  allowed(name: string): boolean {
    return this.#shapes.get(name, (text) => {
      // What was hidden before has no shape of its own.
      const shape = text.replaceAll(redacted, "_");
      return this.#names.some((expression) => expression.matches(shape));
    });
  }

  #judge(key: string): Verdict {
    if (key.startsWith(marks.foreign)) return forget;
    const short = Buffer.byteLength(key) <= longestShown;
    const { text: shown, findings } = short ? this.scanner.text(key) : { text: redacted, findings: [] };
    const rule = this.#rule(key);
    if (shown === key) return rule;
    const found = findings.map(({ value }) => value);
    if (this.policy.mode === "allow-list") {
      return { kind: "hide", action: this.policy.otherwise, shown, found };
    }
    if (rule.kind === "hide") return { ...rule, shown, found };
    return { kind: "search", shown, found };
  }

  /** What lists and patterns say of a key. */
  #rule(key: string): Verdict {
    return this.#rules.get(key, (text) => {
      const kept = this.#keep.get(text);
      if (kept) return { kind: "show", kept };
      const listed = this.#exact.get(text) ?? this.#prefixes.find(({ name }) => text.startsWith(name))?.action;
      if (listed) return { kind: "hide", action: listed };
      const rule = this.#keys.find(({ expression }) => expression.matcher(text).find());
      if (rule) return { kind: "hide", action: rule.action };
      if (this.policy.mode !== "allow-list") return search;
      return { kind: "hide", action: this.policy.otherwise };
    });
  }
}
