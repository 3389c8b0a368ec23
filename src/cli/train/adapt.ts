import type { Pack } from '../../models/pack.ts';
import type { Checked, Sides } from './check.ts';
import type { Bodies } from './features.ts';
import type { NewLabels } from './labels.ts';
import { type FitOptions, STRENGTHS, withRows } from './linear-head.ts';
import { f1, gainInterval, type Measured } from './measure.ts';
import { intentPart } from './parts/intent.ts';
import { matchPart } from './parts/match.ts';
import type { PartWork } from './parts/part.ts';
import { namedPart, tagsPart } from './parts/spans.ts';
import { type Examples, type Part, PARTS } from './rows.ts';

/** How a part did before and after, on texts that it did not learn from. */
export interface Compared {
  rows: number;
  before: Record<string, number>;
  after: Record<string, number>;
  /** What the deciding metric gained, and between which values that gain lies with 95 % certainty. */
  gain: number;
  interval: [number, number];
}

/** What came of one part. */
export interface PartReport {
  part: Part;
  /** The metric that decides. */
  metric: string;
  train: number;
  strength: number;
  held_out: Compared;
  /** On the guard's rows, with the share of them that are answered as before. */
  guard: Compared & { same: number };
  /** Why the part is refused; null where it is better. */
  refused: string | null;
}

/** What adapting needs. */
export interface AdaptOptions extends Omit<FitOptions, 'least'> {
  checked: Checked;
  guard: Examples;
  /** Texts of general goods, of which the base's own answers are rehearsed. */
  rehearsal: Examples;
  /** How much of the deciding metric the guard may lose. */
  margin: number;
  bodies: Bodies;
  /** Told what is being done. */
  status(text: string): void;
}

/** The works by part. Each has items of its own kind, which only its own functions see. */
const WORKS: { [P in Part]: PartWork<P, unknown> } = {
  intent: intentPart,
  tags: tagsPart,
  named: namedPart,
  match: matchPart,
};

/** Fits every part that has rows, and compares the whole with the base. */
export async function adaptPack(base: Pack, options: AdaptOptions): Promise<{ pack: Pack; parts: PartReport[] }> {
  let pack = withLabels(base, options.checked.labels);
  const parts: PartReport[] = [];
  for (const part of PARTS) {
    const sides = options.checked.sides[part];
    if (sides === undefined) continue;
    const adapted = await adaptPart(part, sides, base, pack, options);
    pack = adapted.pack;
    parts.push(adapted.report);
  }
  return { pack, parts };
}

async function adaptPart<P extends Part>(
  part: P,
  { train, heldOut }: Sides<P>,
  base: Pack,
  start: Pack,
  { guard, rehearsal, margin, bodies, seed, signal, status }: AdaptOptions,
): Promise<{ pack: Pack; report: PartReport }> {
  const work: PartWork<P, unknown> = WORKS[part];
  status(`${part}: reading`);
  const seen = await work.read(train, bodies);
  const unseen = await work.read(heldOut, bodies);
  const rehearsed = await work.read(rehearsal[part], bodies);
  const guarded = await work.read(guard[part], bodies);
  const names = part === 'tags' ? namesIn([...train, ...heldOut]) : undefined;
  const before = work.measure(unseen, base, names);
  const guardBefore = work.measure(guarded, base);
  status(`${part}: fitting`);
  // What does best on the shop's texts may lose too much of general goods: then it is held more strongly.
  for (let least = 0; ;) {
    const { pack, strength } = await work.fit(seen, rehearsed, base, start, { seed, least, signal });
    const after = work.measure(unseen, pack, names);
    const guardAfter = work.measure(guarded, pack);
    const same = guardBefore.outcomes.filter(({ said }, i) => said === guardAfter.outcomes[i]?.said).length;
    const report: PartReport = {
      part,
      metric: before.metric,
      train: train.length,
      strength,
      held_out: compare(before, after, seed),
      guard: { ...compare(guardBefore, guardAfter, seed), same: same / Math.max(1, guarded.length) },
      refused: null,
    };
    const stronger = STRENGTHS.findLast((one) => one > strength);
    if (-report.guard.gain <= margin || stronger === undefined) {
      return { pack, report: { ...report, refused: refusal(report, margin) } };
    }
    least = stronger;
  }
}

function compare(before: Measured, after: Measured, seed: number): Compared {
  return {
    rows: before.outcomes.length,
    before: before.metrics,
    after: after.metrics,
    gain: f1(after.outcomes) - f1(before.outcomes),
    interval: gainInterval(before.outcomes, after.outcomes, seed),
  };
}

/** Why a part must not go out; null where it may. At the same metric, likelier labels are better. */
function refusal({ metric, held_out: held, guard }: PartReport, margin: number): string | null {
  if (-guard.gain > margin) {
    return `${metric} on the guard falls by ${points(-guard.gain)}, more than ${points(margin)}`;
  }
  const isLikelier = (held.after['log_loss'] ?? 0) < (held.before['log_loss'] ?? 0);
  if (held.gain > 0 || (held.gain === 0 && isLikelier)) return null;
  return 'it is not better on the rows held out';
}

const points = (share: number): string => `${(100 * share).toFixed(1)} points`;

function namesIn(examples: readonly unknown[]): Set<string> {
  return new Set((examples as Examples['tags']).flatMap(({ spans }) => spans.map(({ name }) => name)));
}

/** The pack with rows for new labels, which say nothing yet. */
export function withLabels({ manifest, heads }: Pack, { intents, subIntents, spans }: NewLabels): Pack {
  const { intent, tags } = manifest;
  return {
    manifest: {
      ...manifest,
      intent: {
        ...intent,
        labels: [...intent.labels, ...intents],
        sub_labels: [...intent.sub_labels, ...subIntents],
      },
      tags: { ...tags, labels: [...tags.labels, ...spans.flatMap((name) => [`B-${name}`, `I-${name}`])] },
    },
    heads: {
      ...heads,
      intent: withRows(heads.intent, intents.length),
      // "None" stays the last row.
      subIntent: withRows(heads.subIntent, subIntents.length, intent.sub_labels.length),
      tags: withRows(heads.tags, 2 * spans.length),
    },
  };
}
