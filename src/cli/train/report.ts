import type { Terminal } from '../terminal.ts';
import type { Compared, PartReport } from './adapt.ts';

/** What a run did, as `--json` prints it. Metrics are shares from 0 to 1; `log_loss` is in nats. */
export interface TrainReport {
  base: { name: string; revision: string };
  /** Null when the new pack was refused. */
  written: { folder: string; name: string; revision: string } | null;
  new_labels: { intents: string[]; sub_intents: string[]; spans: string[] };
  duplicates: number;
  margin: number;
  seed: number;
  parts: PartReport[];
  seconds: number;
}

/** The report for a person. */
export function reportLines(report: TrainReport, { paint }: Pick<Terminal, 'paint'>): string[] {
  const { base, written, new_labels: fresh, duplicates, parts, seconds } = report;
  const lines = [`base ${base.name} ${base.revision}`];
  for (const [kind, names] of Object.entries(fresh)) {
    if (names.length > 0) lines.push(`new ${kind.replace('_', '-')}: ${names.join(', ')}`);
  }
  if (duplicates > 0) lines.push(`${duplicates} rows were there more than once`);
  for (const part of parts) lines.push('', ...partLines(part, paint));
  lines.push(
    '',
    written === null
      ? paint('red', 'refused: nothing is written')
      : paint('green', `written: ${written.folder}, ${written.name} ${written.revision}`),
    `${seconds.toFixed(0)} s`,
  );
  return lines;
}

function partLines(
  { part, metric, train, held_out: held, guard, refused }: PartReport,
  paint: Terminal['paint'],
): string[] {
  return [
    paint('bold', `${part}: ${train} examples learnt from`),
    ...comparedLines(`${held.rows} held out`, metric, held),
    ...comparedLines(`${guard.rows} guarded`, metric, guard),
    `  ${points(guard.same)} % of the guarded are answered as before`,
    refused === null ? '  better' : paint('red', `  refused: ${refused}`),
  ];
}

function comparedLines(title: string, metric: string, { before, after, gain, interval }: Compared): string[] {
  const [from, to] = interval;
  const rows = Object.entries(before).map(([name, value]) => {
    const show = (x: number): string => (name === 'log_loss' ? x.toFixed(3) : points(x)).padStart(7);
    const certain = name === metric ? `  ${signed(gain)} (95 %: ${signed(from)} to ${signed(to)})` : '';
    return `    ${name.padEnd(20)}${show(value)} → ${show(after[name] ?? value)}${certain}`;
  });
  return [`  ${title}`, ...rows];
}

const points = (share: number): string => (100 * share).toFixed(1);

const signed = (share: number): string => `${share < 0 ? '−' : '+'}${points(Math.abs(share))}`;
