import { RELATIONS } from '../../../core/relation.ts';
import { applyLinear } from '../../../models/heads/apply-linear.ts';
import type { Linear } from '../../../models/pack.ts';
import { findConflicts, hardConstraints } from '../../../ranking/conflicts.ts';
import { judge } from '../../../ranking/relevance.ts';
import { fitTemperature } from '../calibrate.ts';
import { fitHead, rehearsedTarget } from '../linear-head.ts';
import { calibrationError, f1, logLoss, macroF1, type Outcome } from '../measure.ts';
import type { MatchExample } from '../rows.ts';
import type { PartWork } from './part.ts';

interface Item extends MatchExample {
  /** The four logits of the body. */
  features: Float64Array;
}

const SIZE = RELATIONS.length;

/** The affine map of the four relation logits (`match_adapt`), which is the identity where the pack has none. */
export const matchPart: PartWork<'match', Item> = {
  async read(examples, bodies) {
    const logits = await bodies.ofPairs(examples);
    return examples.map((example, i) => ({ ...example, features: Float64Array.from(logits[i] ?? []) }));
  },

  async fit(items, rehearsed, _, pack, options) {
    const { temperature } = pack.manifest.match;
    // Fitted as it is calibrated: the base's map divided by its temperature gives the base's probabilities.
    const base = scaled(pack.heads.matchAdapt ?? identity(), 1 / temperature);
    const learn = items.map((item) => ({ ...item, target: RELATIONS.indexOf(item.relation) }));
    const keep = rehearsed.map((item) => ({ ...item, target: rehearsedTarget(base, item.features, SIZE) }));
    const fitted = await fitHead(base, [...learn, ...keep], options);
    const unseen = items.map(({ group, features }) => applyLinear(scaled(fitted.unseen(group), temperature), features));
    const targets = learn.map(({ target }) => target);
    return {
      strength: fitted.strength,
      pack: {
        manifest: {
          ...pack.manifest,
          match: { ...pack.manifest.match, temperature: fitTemperature(unseen, targets, temperature) },
        },
        heads: { ...pack.heads, matchAdapt: scaled(fitted.head, temperature) },
      },
    };
  },

  measure(items, { heads, manifest }) {
    const answers = items.map((item) => {
      const adapt = heads.matchAdapt ?? identity();
      const logits = Array.from(applyLinear(adapt, item.features));
      const conflicts = findConflicts(hardConstraints(item.query), item.product);
      return { item, ...judge(logits, manifest.match.temperature, conflicts) };
    });
    const outcomes = answers.map(({ item, relation }): Outcome => {
      const right = relation === item.relation ? 1 : 0;
      return { group: item.group, right, answered: 1, expected: 1, said: relation };
    });
    return {
      metric: 'accuracy',
      outcomes,
      metrics: {
        accuracy: f1(outcomes),
        macro_f1: macroF1(answers.map(({ item, relation }) => ({ truth: item.relation, guess: relation }))),
        ece: calibrationError(
          answers.map(({ item, relation, distribution }) => ({
            confidence: distribution[relation],
            right: relation === item.relation,
          })),
        ),
        log_loss: logLoss(answers.map(({ item, distribution }) => distribution[item.relation])),
      },
    };
  },
};

function identity(): Linear {
  const weight = new Float32Array(SIZE * SIZE);
  for (let i = 0; i < SIZE; i++) weight[i * SIZE + i] = 1;
  return { weight, bias: new Float32Array(SIZE), inputs: SIZE, outputs: SIZE };
}

function scaled({ weight, bias, ...rest }: Linear, by: number): Linear {
  return { weight: weight.map((x) => x * by), bias: bias.map((x) => x * by), ...rest };
}
