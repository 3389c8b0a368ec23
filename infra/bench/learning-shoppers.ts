import type { ReplayedAnswer } from '../../src/core/logged-draws.ts';
import { randomOf } from '../../src/core/random.ts';
import { rewardOf } from '../../src/ranking/learning/rewards.ts';
import { draw, type Drawn } from '../../src/ranking/recommend/draw.ts';
import { LEARNT_PARTS, type LearntKind } from '../../src/ranking/recommend/kinds.ts';
import { type Parts, type PartWeights, scoreOf } from '../../src/ranking/recommend/weights.ts';

/** What shoppers of the simulation are like. */
export interface Taste {
  /** How much each part counts for them. */
  weights: PartWeights;
  /** A place is looked at by `place ** -decay` of them. */
  decay: number;
}

/** One answer: what was shown, its log, and what was clicked. */
export interface Shown {
  chosen: Drawn[];
  answer: ReplayedAnswer;
  clicked: number[];
}

const CANDIDATES = 40;
const PLACES = 10;

/** Shoppers who look from the top and click what they look at by their own weights. All of it follows from the seed. */
export class Shoppers {
  readonly #random: () => number;
  readonly #taste: Taste;

  constructor(seed: number, taste: Taste) {
    this.#random = randomOf(seed);
    this.#taste = taste;
  }

  /** Candidates of a request: half of them are linked, some are new, and brands and types repeat. */
  candidates(): { signals: Parts; features: string[]; brand: string }[] {
    const random = this.#random;
    return Array.from({ length: CANDIDATES }, () => {
      const isLinked = random() < 0.5;
      const isNew = random() < 0.1;
      const brand = `brand ${Math.floor(random() * 12)}`;
      return {
        signals: {
          sequence: isLinked ? random() ** 1.5 : 0,
          co_visit: isLinked ? random() ** 2 : 0,
          lent: isNew ? random() * 0.5 : 0,
          content: random() ** 1.5,
          popularity: isNew ? 0 : random(),
          exploration: 0,
          profile: random() < 0.3 ? 2 * random() - 1 : 0,
        },
        features: [`type ${Math.floor(random() * 6)}`, brand],
        brand,
      };
    });
  }

  /** One answer to one of them, drawn by these weights, and their clicks on it. */
  answer(weights: PartWeights, kind: LearntKind, version = 0): Shown {
    const choices = this.candidates()
      .map((one): Drawn => ({ ...one, score: scoreOf(one.signals, weights) }))
      .toSorted((a, b) => b.score - a.score);
    const options = { diversity: 0.3, limit: PLACES, random: this.#random };
    const { chosen, draws } = draw(choices, options, { kind, version, parts: LEARNT_PARTS });
    const clicked = chosen.flatMap(({ signals }, i) => (this.#random() < this.chance(signals, i + 1) ? [i] : []));
    const rewards = chosen.map((_, i) => (clicked.includes(i) ? rewardOf('click') : 0));
    return { chosen, answer: { draws, rewards }, clicked };
  }

  /** The chance of a click: who looks at the place, and wants it. */
  chance(signals: Parts, place: number): number {
    const { weights, decay } = this.#taste;
    const most = LEARNT_PARTS.reduce((sum, part) => sum + weights[part], 0);
    const wanted = 1 / (1 + Math.exp(-8 * (scoreOf(signals, weights) / most - 0.5)));
    return place ** -decay * wanted;
  }

  /** The true value of weights: the mean reward of an answer, over so many, clicks being their chances. */
  value(weights: PartWeights, answers: number): number {
    let sum = 0;
    for (let i = 0; i < answers; i++) {
      const { chosen } = this.answer(weights, 'for_you');
      sum += chosen.reduce((all, { signals }, place) => all + this.chance(signals, place + 1) * rewardOf('click'), 0);
    }
    return sum / answers;
  }
}
