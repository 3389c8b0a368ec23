import { tokenizeWords } from '../core/tokenize-words.ts';
import type { Attributed } from './field-values.ts';
import { type Conditions, holds } from './holds.ts';

/** What a shop wants done with some of its products. Times are ISO 8601. */
export interface Rule {
  id: string;
  effect: 'pin' | 'boost' | 'bury' | 'hide';
  products?: readonly string[] | undefined;
  where?: Conditions | undefined;
  position?: number | undefined;
  strength?: number | undefined;
  when?: RuleCondition | undefined;
  from?: string | undefined;
  until?: string | undefined;
}

/** Which queries a rule is for: each part that is given must hold, by one of its entries. */
export interface RuleCondition {
  /** Words that all stand in the query, in any form. */
  query?: readonly string[] | undefined;
  intent?: readonly string[] | undefined;
  /** Words that the query states under a name: `{"brand": ["nike"]}`. */
  states?: Readonly<Record<string, readonly string[]>> | undefined;
}

/** What conditions are held against. `now` is in milliseconds since the epoch. */
export interface RuleOccasion {
  query: string;
  intent: string;
  stated: Readonly<Record<string, readonly string[]>>;
  now: number;
}

/** A ranked product as the rules move it. */
export interface Movable {
  id: string;
  score: number;
  relevance: number;
  /** What rules add to the score. */
  boost: number;
  /** The rules that moved it. */
  rules: string[];
  one: Attributed;
}

/** A rule that did something to the answer, and the nDCG@10 that it took from it. */
export interface RuleEffect {
  id: string;
  effect: Rule['effect'];
  ndcg_cost: number;
}

/** What a boost adds to a score and a bury takes, unless the rule says. */
const STRENGTH = 0.2;

/** How many of the list the cost looks at. */
const DEPTH = 10;

/** The rules that are for this occasion, in their order. */
export function activeRules(rules: readonly Rule[], { query, intent, stated, now }: RuleOccasion): Rule[] {
  const words = new Set(tokenizeWords(query).map(({ text }) => text));
  const says = (phrase: string): boolean => tokenizeWords(phrase).every(({ text }) => words.has(text));
  const states = ([name, wanted]: [string, readonly string[]]): boolean => {
    const known = (stated[name] ?? []).map((word) => word.toLowerCase());
    return wanted.some((word) => known.includes(word.toLowerCase()));
  };
  return rules.filter(({ when = {}, from, until }) => {
    if (from !== undefined && now < Date.parse(from)) return false;
    if (until !== undefined && now >= Date.parse(until)) return false;
    if (when.query !== undefined && !when.query.some(says)) return false;
    if (when.intent !== undefined && !when.intent.includes(intent)) return false;
    return Object.entries(when.states ?? {}).every(states);
  });
}

/** When the next window of a rule opens or closes, in milliseconds since the epoch; Infinity when none will. */
export function nextChange(rules: readonly Rule[], now: number): number {
  const edges = rules.flatMap(({ from, until }) =>
    [from, until].map((edge) => (edge === undefined ? NaN : Date.parse(edge))),
  );
  return Math.min(Infinity, ...edges.filter((edge) => edge > now));
}

/**
 * Applies active rules to a ranked list: hide takes out, boost and bury change scores (`boost` tells by how much), pin puts at its position
 * (from 1), or the next where an earlier rule has it. The cost of each is the nDCG@10 before it less that after it, with relevance
 * as the gain and the best order of the list as it came as the ideal: positive where a rule hides or lowers what is relevant.
 */
export function merchandise<T extends Movable>(
  list: readonly T[],
  rules: readonly Rule[],
): { list: T[]; effects: RuleEffect[] } {
  let current = list.map((each) => ({ ...each, rules: [...each.rules] }));
  const ideal = dcg(list.toSorted((a, b) => b.relevance - a.relevance));
  const effects: RuleEffect[] = [];
  const pinned = new Map<number, T>();
  for (const rule of [...rules].toSorted((a, b) => ORDER[a.effect] - ORDER[b.effect] || at(a) - at(b))) {
    const touched = current.filter(
      (each) => concerns(rule, each) && !(rule.effect === 'pin' && [...pinned.values()].includes(each)),
    );
    if (touched.length === 0) continue;
    const before = dcg(current);
    if (rule.effect === 'hide') current = current.filter((each) => !touched.includes(each));
    else if (rule.effect === 'pin') current = pin(current, pinned, touched, at(rule));
    else {
      const change = (rule.strength ?? STRENGTH) * (rule.effect === 'boost' ? 1 : -1);
      for (const each of touched) {
        each.boost += change;
        each.score += change;
      }
      current.sort((a, b) => b.score - a.score);
    }
    for (const each of touched) each.rules.push(rule.id);
    effects.push({ id: rule.id, effect: rule.effect, ndcg_cost: ideal === 0 ? 0 : (before - dcg(current)) / ideal });
  }
  return { list: current, effects };
}

const ORDER = { hide: 0, boost: 1, bury: 1, pin: 2 } as const;

const at = (rule: Rule): number => rule.position ?? 1;

function concerns({ products, where }: Rule, { id, one }: Movable): boolean {
  return products?.includes(id) ?? (where !== undefined && holds(one, where));
}

function pin<T extends Movable>(
  list: readonly T[],
  pinned: Map<number, T>,
  [one]: readonly T[],
  position: number,
): T[] {
  let place = position;
  while (pinned.has(place)) place += 1;
  pinned.set(place, one as T);
  const fixed = [...pinned.values()];
  const rest = list.filter((each) => !fixed.includes(each));
  for (const [where, each] of [...pinned].toSorted(([a], [b]) => a - b)) {
    rest.splice(Math.min(where - 1, rest.length), 0, each);
  }
  return rest;
}

/** Discounted cumulative gain of the first ten: Σ relevance / log2(rank + 1) (Järvelin and Kekäläinen 2002). */
function dcg(list: readonly { relevance: number }[]): number {
  return list.slice(0, DEPTH).reduce((sum, { relevance }, i) => sum + relevance / Math.log2(i + 2), 0);
}
