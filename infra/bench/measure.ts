/** One thing measured: ours beside a peer, in the same process, turn by turn. */
export interface BenchRow {
  name: string;
  unit: string;
  /** More is better (texts/s) or less is (ms). `ratio` is above 1 when ours is the better. */
  better: 'more' | 'less';
  ours: Spread;
  peer: Spread & { name: string };
  /** Median of the ratios of neighbouring turns. */
  ratio: number;
  target: number | null;
}

/** Median and quartiles of the repeats. */
export interface Spread {
  median: number;
  low: number;
  high: number;
}

/** What one bench answers. */
export interface BenchResult {
  rows: BenchRow[];
  notes?: string[];
}

/** Two ways to do the same, each answering its figure. */
export interface Duel {
  name: string;
  unit: string;
  better: BenchRow['better'];
  target: number | null;
  ours(): Promise<number>;
  peer(): Promise<number>;
  peerName: string;
}

/** Lets both go in turns, the first to go changing each time, after one turn that is not counted. */
export async function duel({ ours, peer, peerName, ...row }: Duel, repeats: number): Promise<BenchRow> {
  const figures: { ours: number; peer: number }[] = [];
  for (let turn = 0; turn <= repeats; turn++) {
    const figure = { ours: 0, peer: 0 };
    for (const side of turn % 2 === 0 ? (['ours', 'peer'] as const) : (['peer', 'ours'] as const)) {
      figure[side] = await (side === 'ours' ? ours() : peer());
    }
    if (turn > 0) figures.push(figure);
  }
  return rowOf({ ...row, peerName }, figures);
}

/** The row of figures that were measured in turns, ours beside the peer's. */
export function rowOf(
  { peerName, ...row }: Omit<Duel, 'ours' | 'peer'>,
  figures: readonly { ours: number; peer: number }[],
): BenchRow {
  const ratios = figures.map((figure) =>
    row.better === 'more' ? figure.ours / figure.peer : figure.peer / figure.ours,
  );
  return {
    ...row,
    ours: spread(figures.map((figure) => figure.ours)),
    peer: { name: peerName, ...spread(figures.map((figure) => figure.peer)) },
    ratio: spread(ratios).median,
  };
}

function spread(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))] ?? NaN;
  return { median: at(0.5), low: at(0.25), high: at(0.75) };
}
