/**
 * A text with a count of how much of it was read. Rules may look far ahead and then find nothing, again and again; whoever
 * counts the steps can stop that.
 */
export class Reader {
  readonly text: string;
  /** Characters looked at in runs. */
  steps = 0;

  constructor(text: string) {
    this.text = text;
  }

  get length(): number {
    return this.text.length;
  }

  /** Code of a character, and -1 outside the text, which is in no class. */
  at(index: number): number {
    return index >= 0 && index < this.text.length ? this.text.charCodeAt(index) : -1;
  }

  /** First index from `start` on whose character is not of the class. At most `limit` characters are looked at. */
  runEnd(start: number, test: (code: number) => boolean, limit = this.text.length): number {
    const stop = Math.min(this.text.length, start + limit);
    let index = start;
    while (index < stop && test(this.text.charCodeAt(index))) index++;
    this.steps += index - start + 1;
    return index;
  }

  /** First index of the run that ends before `end`. */
  runStart(end: number, test: (code: number) => boolean, limit: number): number {
    const stop = Math.max(0, end - limit);
    let index = end;
    while (index > stop && test(this.text.charCodeAt(index - 1))) index--;
    this.steps += end - index + 1;
    return index;
  }

  /** Last index of a character within a part of the text; -1 where it is not. */
  last(code: number, start: number, end: number): number {
    let index = end - 1;
    while (index >= start && this.text.charCodeAt(index) !== code) index--;
    this.steps += end - index;
    return index < start ? -1 : index;
  }

  /** First index of a character within a part of the text; -1 where it is not. */
  first(code: number, start: number, end: number): number {
    const index = this.runEnd(start, (other) => other !== code, end - start);
    return index < end ? index : -1;
  }

  /** Counts reading that was done elsewhere. */
  charge(characters: number): void {
    this.steps += characters;
  }

  startsWith(word: string, start: number): boolean {
    return this.text.startsWith(word, start);
  }

  slice(start: number, end: number): string {
    this.steps += Math.max(0, Math.min(end, this.text.length) - start);
    return this.text.slice(start, end);
  }
}
