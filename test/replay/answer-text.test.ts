import { answerText } from "../../rehearsal/replay/answer-text";
import { recordedCall } from "./recorded";

const text = (answer: string, answer_chars: number) => answerText(recordedCall({ answer, answer_chars })).text;

describe("the text of a replayed answer", () => {
  it("is equal for equal answers and differs for others", () => {
    expect(text("abc123", 500)).toBe(text("abc123", 500));
    expect(text("abc123", 500)).not.toBe(text("abc124", 500));
    expect(text("abc123", 0)).not.toBe(text("abc124", 0));
  });

  it.each([
    [500, 500],
    [4096, 4096],
    [64_372, 4096],
    [3, 6],
  ])("of %i characters is %i long", (recorded, played) => {
    expect(text("abc123", recorded)).toHaveLength(played);
  });

  it("is empty where nothing was recorded", () => {
    expect(text("", 500)).toBe("");
  });

  it("is the error's own words, within bounds", () => {
    expect(answerText(recordedCall({ error: "no such row" }))).toEqual({ text: "no such row", isError: true });
    expect(answerText(recordedCall({ error: "" }))).toEqual({ text: "", isError: true });
    expect(answerText(recordedCall({ error: "x".repeat(9000) })).text).toHaveLength(4096);
  });
});
