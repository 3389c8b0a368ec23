import { PART_WEIGHTS, type Parts, type PartWeights } from './weights.ts';

/** The kinds of recommendation whose weights are learnt, each its own. */
export const LEARNT_KINDS = ['for_you', 'similar'] as const;

export type LearntKind = (typeof LEARNT_KINDS)[number];

export type Kind = LearntKind | 'complements' | 'bought_together' | 'trending';

/** How the parts count for each kind, beside what is shipped for all. */
const KIND_WEIGHTS: Record<Kind, Partial<PartWeights>> = {
  for_you: {},
  similar: { sequence: 0.2, co_visit: 0.2, lent: 0.2, content: 1 },
  complements: { content: 0 },
  bought_together: { lent: 0, content: 0, popularity: 0 },
  trending: { popularity: 1 },
};

/** The parts whose weights are learnt: all but exploration, which has a place of its own. */
export const LEARNT_PARTS = Object.keys(PART_WEIGHTS).filter((part) => part !== 'exploration') as (keyof Parts)[];

/** The weights of a kind as they are shipped. */
export const shippedWeights = (kind: Kind): PartWeights => ({ ...PART_WEIGHTS, ...KIND_WEIGHTS[kind] });

/** Whether a kind is one whose weights are learnt. */
export const isLearnt = (kind: string): kind is LearntKind => (LEARNT_KINDS as readonly string[]).includes(kind);

/** Weights of the learnt kinds as they are kept with a version: by `kind.part`. */
export type WeightParameters = Readonly<Record<string, number | string>>;

/** The weights of a kind with a version's parameters; what these don't name is as shipped. Null: the shipped weights. */
export function weightsWith(kind: Kind, parameters: WeightParameters | null): PartWeights {
  const shipped = shippedWeights(kind);
  if (parameters === null) return shipped;
  const named = LEARNT_PARTS.flatMap((part) => {
    const weight = parameters[`${kind}.${part}`];
    return typeof weight === 'number' ? [[part, weight] as const] : [];
  });
  return { ...shipped, ...Object.fromEntries(named) };
}

/** The learnt parts of some weights, by `kind.part`. */
export function parametersOf(kind: LearntKind, weights: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(LEARNT_PARTS.map((part) => [`${kind}.${part}`, weights[part] ?? 0]));
}
