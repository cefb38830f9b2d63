import { answerOf, answerOfThrown } from "../../lib/signals/answer";
import { canonicalText } from "../../lib/signals/canonical-text";
import { bounds } from "../../lib/signals/definitions";
import { errorClass } from "../../lib/signals/error-class";
import { halves, KeyedDigest } from "../../lib/signals/keyed-digest";
import { stateWords } from "../../lib/signals/state";

describe("the class of an error", () => {
  it.each([
    'MCP error -32602: Input validation error: Invalid arguments for tool greet: [{"path":["who"]}]',
    "ValidationError: 1 validation error for Input schema for `get_car_price_per_day`\ncompany_name\n  Input should be a valid list",
    "TypeError: search_emails() missing 1 required positional argument: 'query'",
    "greet() got an unexpected keyword argument 'name'",
    "MCP error -32602: Invalid params",
    "'who' is a required property",
    "5 is not of type 'string'",
  ])("is one for everything about arguments: %s", (message) => {
    expect(errorClass(message)).toBe("arguments");
  });

  it.each([
    "MCP error -32602: Tool no-such-tool not found",
    "MCP error -32602: Output validation error: Invalid structured content for tool greet",
    "payment amount does not add up, total price is 375, but paid 299",
    "No files found with the given query ('plans'). Try a different search term.",
  ])("is its text for anything else: %s", (message) => {
    expect(errorClass(message)).not.toBe("arguments");
  });

  it("masks digits but for those in quotes", () => {
    expect(errorClass("paid 299 of 375")).toBe(errorClass("paid 1 of 20"));
    expect(errorClass("File with ID '11' not found.")).not.toBe(errorClass("File with ID '12' not found."));
    expect(errorClass("contact 'A' not found")).not.toBe(errorClass("contact 'B' not found"));
  });

  it("is no text that passes for the class of arguments", () => {
    expect(errorClass("arguments")).not.toBe("arguments");
  });

  it("reads no more than the beginning", () => {
    const start = "x".repeat(200);
    expect(errorClass(`${start} one`)).toBe(errorClass(`${start} two`));
  });
});

describe("a canonical text", () => {
  it("tells values apart that look alike", () => {
    const values = [
      "1",
      1,
      true,
      "true",
      null,
      "null",
      undefined,
      [],
      {},
      [[]],
      ["a", "b"],
      ["a,b"],
      ["ab"],
      { a: "b" },
    ];
    expect(new Set(values.map((value) => canonicalText(value))).size).toBe(values.length);
  });

  it("is bounded, whatever comes", () => {
    const self: Record<string, unknown> = {};
    self.self = [self, self];
    const wide = Object.fromEntries(Array.from({ length: 50_000 }, (_, index) => [`k${index}`, index]));
    let deep: unknown = 0;
    for (let level = 0; level < 5_000; level++) deep = [deep];
    for (const value of [
      self,
      wide,
      deep,
      "x".repeat(5_000_000),
      Array.from({ length: 9_999 }, () => "y".repeat(99)),
    ]) {
      expect(canonicalText(value).length).toBeLessThan(bounds.hashed + 1_000);
    }
  });

  it("tells long texts apart by both ends and by length", () => {
    const body = "x".repeat(100_000);
    const texts = [body, `${body}x`, `a${body.slice(1)}`, `${body.slice(1)}a`].map((text) => canonicalText({ text }));
    expect(new Set(texts).size).toBe(4);
  });
});

describe("the text of an answer", () => {
  const text = (value: string) => ({ type: "text", text: value });

  it("is all of its texts, without what a request leaves in its meta data", () => {
    expect(answerOf({ content: [text("a"), text("b")], _meta: { id: 1 } })).toEqual({ error: false, text: "a\nb" });
    expect(answerOf({ content: [text("a")], isError: true })).toEqual({ error: true, text: "a" });
  });

  it("takes in what is no text", () => {
    const image = (data: string) => answerOf({ content: [{ type: "image", data, mimeType: "image/png" }] }).text;
    expect(image("aa")).not.toBe(image("bb"));
    const structured = (value: number) => answerOf({ content: [], structuredContent: { value } }).text;
    expect(structured(1)).not.toBe(structured(2));
  });

  it("is a message where something was thrown", () => {
    expect(answerOfThrown(new Error("no")).text).toBe("no");
    expect(answerOfThrown("no").text).toBe("no");
    for (const thrown of [undefined, null, 7, { message: 7 }]) expect(answerOfThrown(thrown).error).toBe(true);
  });

  it("looks at no more of what is no text than all of it together may have", () => {
    const image = { type: "image", data: "x".repeat(100_000), mimeType: "image/png" };
    const { text } = answerOf({ content: Array.from({ length: 5_000 }, () => image) });
    expect(text.length).toBeLessThan(2 * bounds.hashed);
  });

  it("is none for what is no result", () => {
    for (const result of [undefined, null, 7, {}, { content: 7 }])
      expect(answerOf(result)).toEqual({ error: false, text: "" });
  });
});

describe("a digest", () => {
  it("means nothing under another key", () => {
    expect(halves(new KeyedDigest().of("a"))).not.toEqual(halves(new KeyedDigest().of("a")));
    expect(new KeyedDigest().of("a")).not.toBe(new KeyedDigest().of("a"));
    expect(new KeyedDigest().short("a")).not.toBe(new KeyedDigest().short("a"));
  });

  it("tells lists of texts apart", () => {
    const digest = new KeyedDigest();
    const lists = [["ab"], ["a", "b"], ["", "ab"], ["ab", ""]];
    expect(new Set(lists.map((list) => digest.of(...list))).size).toBe(lists.length);
    expect(new Set(lists.map((list) => digest.short(...list))).size).toBe(lists.length);
  });
});

describe("the state of a trace", () => {
  it("stays well below a kilobyte", () => {
    expect(4 * stateWords).toBeLessThanOrEqual(700);
  });
});
