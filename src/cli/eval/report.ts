import { type Column, tableHead, tableRow } from '../table.ts';
import type { Terminal } from '../terminal.ts';
import type { Held } from './bounds.ts';
import type { Candidate } from './candidate.ts';
import type { Figure } from './exam.ts';

/** What `aisle eval` found. */
export interface Report extends Candidate {
  /** The second one asked; figures have its value under `other`, and what lies between under `difference`. */
  compared?: Candidate;
  samples: number;
  seed: number;
  /** Rows; texts that they are about, which are what is resampled; wrong lines left out. */
  sets: Record<string, { rows: number; texts: number; skipped: number; metrics: Record<string, Figure> }>;
  bounds: Held[];
}

const describe = ({ url, pack, model }: Candidate): string => `${model.name} ${model.revision} (${url ?? pack ?? ''})`;

function layout(isCompared: boolean, { paint }: Terminal): Column[] {
  const bold = (text: string): string => paint('bold', text);
  const dim = (text: string): string => paint('dim', text);
  const beside: Column[] = [
    { title: 'second', width: 7, align: 'right' },
    { title: 'apart', width: 7, align: 'right', paint: bold },
    { title: '95 %', width: 15, align: 'right', paint: dim },
    { title: 'p', width: 5, align: 'right' },
  ];
  return [
    { title: '', width: isCompared ? 22 : 30 },
    { title: '', width: 6 },
    { title: isCompared ? 'first' : 'value', width: 7, align: 'right', paint: bold },
    { title: '95 %', width: 15, align: 'right', paint: dim },
    ...(isCompared ? beside : []),
    { title: 'n', width: 6, align: 'right' },
  ];
}

/** Figures with their intervals for a person; per class only F1, and only of the whole set. */
export function* reportLines(report: Report, terminal: Terminal): Generator<string> {
  const { columns, paint } = terminal;
  const { compared, sets, bounds } = report;
  yield `${compared === undefined ? '' : 'first   '}${paint('bold', describe(report))}`;
  if (compared !== undefined) yield `second  ${paint('bold', describe(compared))}`;
  const shape = layout(compared !== undefined, terminal);
  for (const [name, { rows, texts, skipped, metrics }] of Object.entries(sets)) {
    yield '';
    const left = skipped === 0 ? '' : `, wrong lines left out ${skipped}`;
    yield `${paint('cyan', name)}  rows ${rows}, texts ${texts}${left}`;
    yield paint('dim', tableHead(shape, columns));
    for (const { metric, part, figure } of shown(metrics)) {
      const place = part === '' ? [metric, ''] : ['', part];
      yield tableRow([...place, ...cells(metric, figure, compared !== undefined)], shape, columns);
    }
  }
  if (bounds.length > 0) yield '';
  for (const { metric, kind, limit, value, passed } of bounds) {
    const sign = kind === 'min' ? '≥' : '≤';
    yield `${passed ? paint('green', 'passed') : paint('red', 'failed')}  ${metric} ${say(metric, value)} ${sign} ${limit}`;
  }
}

/** Each figure of the whole set with those of its parts below; then the classes. */
function* shown(
  metrics: Readonly<Record<string, Figure>>,
): Generator<{ metric: string; part: string; figure: Figure }> {
  const all = Object.entries(metrics);
  for (const [metric] of all) {
    if (metric.includes('/')) continue;
    for (const [name, figure] of all) {
      if (name === metric || name.endsWith(`/${metric}`)) {
        yield { metric, part: name.slice(0, -metric.length - 1), figure };
      }
    }
  }
  for (const [metric, figure] of all) if (metric.startsWith('f1/')) yield { metric, part: '', figure };
}

/** What is counted, not averaged. */
const isCount = (metric: string): boolean => metric.endsWith('offset_violations');

const say = (metric: string, value: number): string =>
  isCount(metric) ? String(Math.round(value)) : signed(value, '');

function cells(metric: string, { value, low, high, n, other, difference }: Figure, isCompared: boolean): string[] {
  const between = isCompared
    ? [
        other === undefined ? '' : say(metric, other.value),
        difference === undefined ? '' : signed(difference.value),
        difference === undefined ? '' : `${signed(difference.low)} – ${signed(difference.high)}`,
        difference === undefined ? '' : difference.p.toFixed(3),
      ]
    : [];
  return [say(metric, value), `${say(metric, low)} – ${say(metric, high)}`, ...between, String(n)];
}

const signed = (value: number, plus = '+'): string => `${value < 0 ? '−' : plus}${Math.abs(value).toFixed(3)}`;
