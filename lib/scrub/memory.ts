/** Remembers judgements on short texts, up to a number: who sends ever new ones makes us slower, not bigger. */
export class Memory<T> {
  readonly #known = new Map<string, T>();

  constructor(
    /** Longest text that is remembered. Unit: characters. */
    readonly longest: number,
    readonly most = 4_096,
  ) {}

  get(text: string, judge: (text: string) => T): T {
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    const judged = judge(text);
    if (text.length <= this.longest && this.#known.size < this.most) this.#known.set(text, judged);
    return judged;
  }
}
