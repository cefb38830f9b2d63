import fc from "fast-check";
import { errorStreak } from "../../alerts/error-streak/rule";
import { repeatedCall } from "../../alerts/repeated-call/rule";
import { bounds, definitions } from "../../lib/signals/definitions";
import { failure, playground } from "./play";

const long = "a long answer ".repeat(40);

describe("the repeat count", () => {
  it("counts a call with its answer among the last six, itself included", () => {
    const { call } = playground();
    const counts = ["a", "b", "a", "c", "d", "a", "e", "f", "g", "h", "i", "a"].map(
      (answer) => call("read", { id: answer }, answer).repeatCount,
    );
    expect(counts).toEqual([1, 1, 2, 1, 1, 3, 1, 1, 1, 1, 1, 1]);
  });

  it("takes a call whose answer changed for work", () => {
    const { call } = playground();
    expect(["1 failed", "0 failed", "all well"].map((answer) => call("test", {}, answer).repeatCount)).toEqual([
      1, 1, 1,
    ]);
  });

  it("does not care for the order of keys", () => {
    const { call } = playground();
    call("read", { a: 1, b: { c: 2, d: 3 } }, "x");
    expect(call("read", { b: { d: 3, c: 2 }, a: 1 }, "x").repeatCount).toBe(2);
  });

  it("looks at ten from the fifth on, so that other calls in between do not hide a loop", () => {
    const { call } = playground();
    const counts = Array.from({ length: 10 }, (_, index) =>
      index % 2 === 0 ? call("read", {}, "same").repeatCount : call("other", { index }, "x").repeatCount,
    );
    expect(counts.filter((_, index) => index % 2 === 0)).toEqual([1, 2, 3, 3, 5]);
  });

  it(`lets answers of ${definitions.longAnswer} characters and more repeat under other words, and no shorter ones`, () => {
    const { call } = playground();
    const exact = "x".repeat(definitions.longAnswer);
    expect(["one", "two", "three"].map((query) => call("search", { query }, exact).repeatCount)).toEqual([1, 2, 3]);
    const shorter = exact.slice(1);
    expect(["one", "two", "three"].map((query) => call("search", { query }, shorter).repeatCount)).toEqual([1, 1, 1]);
  });

  it("keeps the arguments of a long error", () => {
    const { call } = playground();
    expect(["one", "two"].map((query) => call("search", { query }, failure(long)).repeatCount)).toEqual([1, 1]);
  });

  it("sees identical calls in a row whose answers hold a clock: a warning at the fifth, high at the eighth", () => {
    const { call } = playground();
    const counts = Array.from({ length: 9 }, (_, index) => call("status", {}, `at ${index}`).repeatCount);
    expect(counts).toEqual([1, 1, 1, 1, 3, 3, 3, 5, 5]);
  });

  it("keeps traces apart", () => {
    const { call } = playground();
    expect(["t", "u", "t", "u"].map((trace) => call("read", {}, "x", trace).repeatCount)).toEqual([1, 1, 2, 2]);
  });

  it("begins anew when a trace has rested", () => {
    const { call, rest } = playground();
    call("read", {}, "x");
    rest(bounds.idle);
    expect(call("read", {}, "x")).toMatchObject({ repeatCount: 2, calls: 2 });
    rest(bounds.idle + 1);
    expect(call("read", {}, "x")).toMatchObject({ repeatCount: 1, calls: 1 });
  });
});

describe("an exempt tool", () => {
  it("neither repeats nor fails in a row, and pushes nothing out", () => {
    const { call } = playground({ exempt: ["poll"] });
    call("read", {}, "x");
    for (let index = 0; index < 20; index++) {
      const polled = call("poll", {}, index % 2 === 0 ? "running" : failure("busy"));
      expect(polled).toEqual({ calls: index + 2, typeChanged: false, raised: [] });
    }
    expect(call("read", {}, "x").repeatCount).toBe(2);
  });
});

describe("a write that clears", () => {
  const isWrite = ({ tool }: { tool: string }) => tool.startsWith("write");

  it("makes editing and testing again no loop", () => {
    const { call } = playground({ isWrite });
    const counts = Array.from({ length: 6 }, (_, index) => {
      call("write", { index }, "ok");
      return call("test", {}, "1 failed").repeatCount;
    });
    expect(counts).toEqual([1, 1, 1, 1, 1, 1]);
  });

  it("reaches further back between writes", () => {
    const { call } = playground({ isWrite });
    const others = () => Array.from({ length: 6 }, (_, index) => call("read", { index }, Math.random().toString()));
    call("test", {}, "1 failed");
    others();
    call("test", {}, "1 failed");
    others();
    expect(call("test", {}, "1 failed").repeatCount).toBe(3);
  });

  it("clears nothing when it fails, or was seen before", () => {
    const { call } = playground({ isWrite });
    call("read", {}, "x");
    call("write", { index: 1 }, failure("disk full"));
    expect(call("read", {}, "x").repeatCount).toBe(2);
    call("write", { index: 2 }, "ok");
    expect(call("read", {}, "x").repeatCount).toBe(1);
    call("write", { index: 2 }, "ok");
    expect(call("read", {}, "x").repeatCount).toBe(2);
  });

  it("cannot be hidden by a second write that takes turns with it", () => {
    const { call } = playground({ isWrite });
    const counts = Array.from({ length: 8 }, (_, index) => call("write", { half: index % 2 }, "ok").repeatCount);
    expect(Math.max(...counts.map((count) => count ?? 0))).toBeGreaterThanOrEqual(definitions.repeat.warning.count);
  });

  it("does nothing unless asked for", () => {
    const { call } = playground();
    call("test", {}, "1 failed");
    call("write", {}, "ok");
    expect(call("test", {}, "1 failed").repeatCount).toBe(2);
  });
});

describe("the error streak", () => {
  it("goes on past other tools and ends with a success or another class of its own", () => {
    const { call } = playground();
    const fail = (text: string) => call("book", {}, failure(text)).errorStreak;
    expect(fail("no seats")).toBe(1);
    call("read", {}, "x");
    call("read", {}, failure("no seats"));
    expect(fail("no seats")).toBe(2);
    expect(fail("no money")).toBe(1);
    expect(fail("no money")).toBe(2);
    expect(call("book", {}, "booked").errorStreak).toBe(0);
    expect(fail("no money")).toBe(1);
  });

  it("counts calls that overlap once, however many they are", () => {
    const { start, call } = playground();
    const batch = (size: number) => {
      const begun = Array.from({ length: size }, (_, index) => start("book", { index }));
      return begun.map((finish) => finish(failure("no seats")).errorStreak);
    };
    expect(batch(4)).toEqual([1, 1, 1, 1]);
    expect(batch(3)).toEqual([2, 2, 2]);
    expect(call("book", {}, failure("no seats")).errorStreak).toBe(3);
  });

  it("counts the next attempt although one of the last batch still runs", () => {
    const { start, call } = playground();
    const slow = start("book");
    expect(call("book", {}, failure("no seats")).errorStreak).toBe(1);
    expect(call("book", {}, failure("no seats")).errorStreak).toBe(2);
    expect(slow(failure("no seats")).errorStreak).toBe(2);
  });

  it("remembers as many failing tools as it has room for, and goes on counting beyond", () => {
    const { call } = playground();
    for (let tool = 0; tool < bounds.failingTools; tool++) call(`tool-${tool}`, {}, failure("x"));
    expect(call("tool-0", {}, failure("x")).errorStreak).toBe(2);
    expect(call("one-more", {}, failure("x")).errorStreak).toBe(1);
    expect(call("one-more", {}, failure("x")).errorStreak).toBe(2);
  });
});

describe("a tier", () => {
  it("is raised once for each trace, signal and severity", () => {
    const { call } = playground();
    const raised = Array.from({ length: 12 }, () => call("book", {}, failure("no seats")).raised);
    const both = (severity: string) => [
      { signal: "repeat", severity },
      { signal: "streak", severity },
    ];
    expect(raised[2]).toEqual(both("warning"));
    expect(raised[4]).toEqual(both("high"));
    expect(raised.filter((some) => some.length > 0)).toHaveLength(2);
    for (let index = 0; index < 10; index++) call("read", { index }, "x");
    for (let index = 0; index < 5; index++) expect(call("book", {}, failure("no seats")).raised).toEqual([]);
    expect(call("book", {}, failure("no seats"), "another trace")).toMatchObject({ errorStreak: 1, raised: [] });
  });

  it("is where the rules have their thresholds", () => {
    const { repeat, streak } = definitions;
    expect(repeatedCall.thresholds.repeats.default).toBe(repeat.warning.count);
    expect(repeatedCall.thresholds.manyRepeats.default).toBe(repeat.high.count);
    expect(errorStreak.thresholds.failures.default).toBe(streak.warning);
    expect(errorStreak.thresholds.manyFailures.default).toBe(streak.high);
  });
});

describe("the types of arguments", () => {
  it("change when the same tool gets another JSON type under the same key", () => {
    const { call } = playground();
    const changed = (tool: string, args: unknown, trace?: string) => call(tool, args, "x", trace).typeChanged;
    expect(changed("book", { seats: 2, names: ["a"] })).toBe(false);
    expect(changed("pay", { seats: "two" })).toBe(false);
    expect(changed("book", { seats: "2" }, "another trace")).toBe(false);
    expect(changed("book", { seats: "2" })).toBe(true);
    expect(changed("book", { seats: "3" })).toBe(false);
    expect(changed("book", { names: { first: "a" } })).toBe(true);
    expect(changed("book", { seats: 3.5, more: true })).toBe(true);
  });

  it("do not change with null or a missing key", () => {
    const { call } = playground();
    const inputs = [{ a: 1 }, { a: null }, {}, undefined, "text", [1], { a: undefined }, { a: 2 }];
    expect(inputs.map((input) => call("book", input, "x").typeChanged)).not.toContain(true);
  });
});

describe("a memory", () => {
  it(`holds ${bounds.keys} traces of 100,000, each in less than a kilobyte, and forgets the one unused for longest`, () => {
    const { call, memory } = playground();
    call("read", {}, "x", "kept");
    for (let trace = 0; trace < 100_000; trace++) {
      call("read", {}, "x", `trace-${trace}`);
      if (trace % 500 === 0) call("read", {}, `${trace}`, "kept");
    }
    expect(memory.size).toBe(bounds.keys);
    expect(call("read", {}, "y", "kept").calls).toBe(202);
    expect(call("read", {}, "x", "trace-0").calls).toBe(1);
  });

  it("never throws, whatever is called with whatever", () => {
    const { call } = playground({ isWrite: () => true });
    fc.assert(
      fc.property(
        fc.string(),
        fc.anything({ withBigInt: true, withMap: true }),
        fc.string(),
        fc.boolean(),
        (tool, args, text, error) => {
          const { repeatCount = 0, errorStreak: streak = 0 } = call(tool, args, { error, text });
          expect(repeatCount).toBeGreaterThanOrEqual(1);
          expect(streak > 0).toBe(error);
        },
      ),
      { numRuns: 300 },
    );
  });
});
