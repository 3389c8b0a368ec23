import type { ServedBy } from '../../core/served-by.ts';
import type { Scored } from '../../models/port.ts';
import { type Mask, maskKey } from '../../ranking/explain/mask.ts';
import { type JudgedPair, judgePairs, type Pair } from '../match.ts';
import type { MatchContext } from '../shop-context.ts';

/** Thrown where an answer comes from another model than those before it: their differences would be taken for the words'. */
export class ModelChanged extends Error {}

/** Judges pairs as `/v1/match` does, and insists on one model for all of them. */
export class OneJudge {
  /** Every answer of the model so far. */
  readonly scored: Scored<'match'>[] = [];
  readonly #context: MatchContext;
  #path: ServedBy['path'] | undefined;

  constructor(context: MatchContext) {
    this.#context = context;
  }

  /** One judgement a pair, in their order. Rejects with ModelChanged. */
  async judge(pairs: readonly Pair[]): Promise<JudgedPair[]> {
    if (pairs.length === 0) return [];
    const { judged, scored } = await judgePairs(pairs, this.#context);
    for (const { served } of scored) {
      this.#path ??= served.path;
      if (served.path !== this.#path) throw new ModelChanged();
    }
    this.scored.push(...scored);
    return judged;
  }
}

/** The judgements of masks of one pair, each asked once. */
export class MaskScores {
  readonly #judge: OneJudge;
  readonly #pairOf: (mask: Mask) => Pair;
  readonly #known = new Map<string, JudgedPair>();

  constructor(judge: OneJudge, pairOf: (mask: Mask) => Pair) {
    this.#judge = judge;
    this.#pairOf = pairOf;
  }

  /** Has those of the masks judged that are not known, in one batch, and tells how many they were. */
  async ask(masks: readonly Mask[]): Promise<number> {
    const unknown = new Map<string, Pair>();
    for (const mask of masks) {
      const key = maskKey(mask);
      if (!this.#known.has(key) && !unknown.has(key)) unknown.set(key, this.#pairOf(mask));
    }
    const judged = await this.#judge.judge([...unknown.values()]);
    for (const [i, key] of [...unknown.keys()].entries()) this.#known.set(key, judged[i] as JudgedPair);
    return unknown.size;
  }

  /** What was judged of a mask that was asked. */
  of(mask: Mask): JudgedPair {
    const known = this.#known.get(maskKey(mask));
    if (known === undefined) throw new Error('a mask that nobody asked');
    return known;
  }
}
