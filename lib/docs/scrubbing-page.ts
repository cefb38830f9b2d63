import { type DetectorClass, personalClasses, type ScrubPolicy } from "../scrub/policy";
import type { TokenRule } from "../scrub/rules/token-rule";
import { generatedPage } from "./generated-page";
import { code, markdownTable } from "./markdown-table";

export interface Scrubbing {
  readonly policy: ScrubPolicy;
  readonly tokens: readonly TokenRule[];
  readonly words: { readonly strict: readonly string[]; readonly doubtful: readonly string[] };
  readonly headers: readonly string[];
  readonly capabilityUrls: readonly string[];
}

/** What each class of secret is recognised by. */
const classBriefs: Readonly<Record<DetectorClass, string>> = {
  "provider-token": "a token that its issuer gave a beginning of its own, below",
  "private-key": "from `-----BEGIN … PRIVATE KEY` on, cut off or not",
  jwt: "header and payload of a JSON web token, signed or not",
  authorization: "what follows `Bearer` or `Basic`, or one of the headers below; `curl -u`",
  "url-credentials": "user and password in `scheme://user:password@host`, or a long lone user",
  "capability-url": "a URL that opens a door to whoever knows it: what follows the hosts and paths below",
  assignment:
    'the value under a telling name: `name = value`, `"name": "value"`, `--name value`, an XML element, a connection string\'s part',
  card: "12 to 19 digits that pass Luhn, begin as a network's do, alone or in groups",
  email: "an e-mail address",
  iban: "an IBAN that passes mod 97",
  phone: "a phone number with its country's prefix, or in a national form with a separator",
  "national-id": "a US social security number in its groups",
};

/** The page that says what the scrubber keeps, hides and looks for. */
export function scrubbingPage({ policy, tokens, words, headers, capabilityUrls }: Scrubbing): string {
  const { bounds } = policy;
  return generatedPage("Scrubbing: what is kept, hidden and looked for", [
    "How the scrubber works, and what it misses: [scrubbing](../scrubbing.md). Which attribute is registered as what: [telemetry](telemetry.md).",
    "## Keys that hide their value",
    markdownTable(
      ["pattern (RE2)", "value", "elsewhere in the span"],
      policy.keys.map(({ pattern, action, secret }) => [
        code(pattern),
        action === "redact" ? code("[REDACTED]") : action,
        secret ? "the same value goes there too" : "",
      ]),
    ),
    "An attribute that is registered as harmless keeps its value under such a key only while it holds its registered type, and one of its registered words where there are some.",
    "## Attributes hidden by name",
    `${policy.attributes.map(({ name, prefix }) => code(prefix ? `${name}*` : name)).join(", ")}.`,
    "## Classes of secret",
    markdownTable(
      ["class", "recognised by", "when"],
      Object.entries(classBriefs).map(([name, brief]) => [
        code(name),
        brief,
        personalClasses.some((personal) => personal === name) ? "`personal` is on" : "always",
      ]),
    ),
    "## Beginnings of tokens",
    `${tokens.length} rules, ${tokens.flatMap(({ prefixes }) => prefixes).length} beginnings. Most are the literal parts of the rules of [gitleaks](https://github.com/gitleaks/gitleaks) 8.30.1 (MIT), widened: no entropy is asked for, no example is let through, and a token may be longer than today's.`,
    markdownTable(
      ["beginning", "followed by"],
      tokens.map((rule) => [rule.prefixes.map(code).join(" "), tail(rule)]),
    ),
    "## Telling names",
    `Eight characters with a digit or sign among them are a secret after: ${words.strict.map(code).join(", ")}.`,
    `Sixteen characters, letters and digits mixed, but no hash and no UUID, are one after: ${words.doubtful.map(code).join(", ")}.`,
    `The whole value, but for a scheme word, goes after the headers ${headers.map(code).join(", ")}. Under a key that ends in one all of it goes.`,
    "What is hidden under such a name goes from the rest of its span as well, in the words above: all of it under a key that hides its value, and what looks like a secret under the other names.",
    "## URLs that are keys",
    capabilityUrls.map(code).join(", "),
    "## Bounds",
    "What crosses one is redacted whole, span by span, and counted in `mcp_scrub_failures_total`.",
    markdownTable(
      ["bound", "value"],
      [
        ["one text", `${bounds.valueBytes.toLocaleString("en")} bytes`],
        ["texts of one span", `${bounds.spanBytes.toLocaleString("en")} bytes`],
        ["nesting", `${bounds.depth} levels`],
        ["distinct secrets looked for in the rest of their span", `${bounds.copies}`],
        ["entries of one `mcp.redacted.types`", `${bounds.typeEntries}`],
      ],
    ),
  ]);
}

const bodies: Readonly<Record<TokenRule["body"], string>> = {
  word: "letters, digits, `_`, `-`",
  wide: "letters, digits and `_-.+/=~%`",
  upper: "capital letters and digits",
};

function tail({ body, min, exact, digit }: TokenRule): string {
  const count = exact ? `exactly ${min}` : `at least ${min}`;
  return `${count} of ${bodies[body]}${digit ? ", a digit among them" : ""}`;
}
