/** How long at least one of several pieces of work ran, however many ran at once. */
export class WallTime {
  /** Apart from each other, in order of time. */
  readonly #spans: { start: number; end: number }[] = [];

  /**
   * Adds work of so many milliseconds that has just ended.
   *
   * @returns how many of them were not yet counted
   */
  add(milliseconds: number, now = performance.now()): number {
    let start = now - milliseconds;
    let counted = 0;
    for (let last = this.#spans.at(-1); last !== undefined && last.end > start; last = this.#spans.at(-1)) {
      counted += last.end - last.start;
      start = Math.min(start, last.start);
      this.#spans.pop();
    }
    this.#spans.push({ start, end: now });
    return Math.max(0, now - start - counted);
  }
}
