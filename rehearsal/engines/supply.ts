/** One way to have an engine: what it is made with, how, and where its binaries then lie. */
export interface Supply {
  /** Version of what makes it; another one is another entry in the cache. */
  readonly toolchain: string;
  /** Makes every binary below `folder`. */
  build(folder: string): Promise<void>;
  /** Where a binary lies below that folder. */
  binary(name: string): string;
}
