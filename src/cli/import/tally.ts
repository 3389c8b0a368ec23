/** Lines that are named of each reason. */
const SHOWN = 5;

/** How often something happened for each reason, and in which lines at first. */
export class Tally {
  readonly #reasons = new Map<string, { count: number; lines: number[] }>();

  add(reason: string, line: number): void {
    const known = this.#reasons.get(reason) ?? { count: 0, lines: [] };
    known.count += 1;
    if (known.lines.length < SHOWN) known.lines.push(line);
    this.#reasons.set(reason, known);
  }

  /** The commonest first. */
  get list(): { reason: string; count: number; lines: number[] }[] {
    return [...this.#reasons].map(([reason, rest]) => ({ reason, ...rest })).toSorted((a, b) => b.count - a.count);
  }

  get total(): number {
    return this.list.reduce((sum, { count }) => sum + count, 0);
  }

  /** `12 × title is required (lines 3, 9, …)`, one a reason. */
  get sentences(): string[] {
    return this.list.map(({ reason, count, lines }) => {
      const named = lines.join(', ') + (count > lines.length ? ', …' : '');
      return `${count} × ${reason} (line${count === 1 ? '' : 's'} ${named})`;
    });
  }
}
