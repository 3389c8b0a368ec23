import { applyLinear } from '../../../models/heads/apply-linear.ts';
import type { Pack } from '../../../models/pack.ts';
import { decideIntent } from '../../../tasks/intent.ts';
import { fitTemperature } from '../calibrate.ts';
import { fitHead, rehearsedTarget } from '../linear-head.ts';
import { calibrationError, f1, logLoss, macroF1, type Outcome } from '../measure.ts';
import type { IntentExample } from '../rows.ts';
import type { PartWork } from './part.ts';

interface Item extends IntentExample {
  features: Float32Array;
}

/** The two layers of the intent head: intents, and sub-intents where rows state any. */
export const intentPart: PartWork<'intent', Item> = {
  async read(examples, bodies) {
    const features = await bodies.ofQueries(examples.map(({ query }) => query));
    return examples.map((example, i) => ({ ...example, features: features[i] ?? new Float32Array() }));
  },

  async fit(items, rehearsed, base, pack, options) {
    const { labels, sub_labels: subLabels, temperature } = pack.manifest.intent;
    const { intent, subIntent } = pack.heads;
    const learn = items.map((item) => ({ ...item, target: labels.indexOf(item.intent) }));
    const keep = rehearsed.map((item) => ({
      ...item,
      target: rehearsedTarget(base.heads.intent, item.features, intent.outputs),
    }));
    const fitted = await fitHead(intent, [...learn, ...keep], options);
    const unseen = items.map(({ group, features }) => applyLinear(fitted.unseen(group), features));
    // "None" is the last row. Rows that don't say whether there is a sub-intent teach nothing of it.
    const none = base.heads.subIntent.outputs - 1;
    const subs = items.flatMap((item) => {
      if (item.subIntent === undefined) return [];
      const target = subLabels.findIndex(({ name }) => name === item.subIntent);
      return [{ ...item, target: target < 0 ? subLabels.length : target }];
    });
    const keepSubs = rehearsed.map((item) => ({
      ...item,
      target: rehearsedTarget(base.heads.subIntent, item.features, subIntent.outputs, none),
    }));
    const isTaught = subs.some((item) => item.subIntent !== null);
    const subHead = isTaught ? (await fitHead(subIntent, [...subs, ...keepSubs], options)).head : subIntent;
    const targets = learn.map(({ target }) => target);
    return {
      strength: fitted.strength,
      pack: {
        manifest: {
          ...pack.manifest,
          intent: { ...pack.manifest.intent, temperature: fitTemperature(unseen, targets, temperature) },
        },
        heads: { ...pack.heads, intent: fitted.head, subIntent: subHead },
      },
    };
  },

  measure(items, pack) {
    const answers = items.map((item) => answer(item, pack));
    const stating = answers.filter(({ item }) => item.subIntent != null);
    const isSub = ({ item, sub_intent }: (typeof answers)[number]): boolean =>
      item.subIntent === undefined || item.subIntent === sub_intent;
    const outcomes = answers.map((one): Outcome => {
      const right = one.intent === one.item.intent && isSub(one) ? 1 : 0;
      return { group: one.item.group, right, answered: 1, expected: 1, said: `${one.intent} ${one.sub_intent}` };
    });
    const sure = answers.map(({ item, intent, confidence }) => ({ confidence, right: intent === item.intent }));
    return {
      metric: 'accuracy',
      outcomes,
      metrics: {
        accuracy: f1(outcomes),
        macro_f1: macroF1(answers.map(({ item, intent }) => ({ truth: item.intent, guess: intent }))),
        ...(stating.length === 0 ? {} : { sub_intent_accuracy: stating.filter(isSub).length / stating.length }),
        ece: calibrationError(sure),
        log_loss: logLoss(
          answers.map(({ item, distribution }) => distribution.find((p) => p.intent === item.intent)?.probability ?? 0),
        ),
      },
    };
  },
};

function answer(item: Item, { heads, manifest }: Pack): ReturnType<typeof decideIntent> & { item: Item } {
  const logits = {
    intent: Array.from(applyLinear(heads.intent, item.features)),
    subIntent: Array.from(applyLinear(heads.subIntent, item.features)),
  };
  return { item, ...decideIntent(logits, manifest.intent) };
}
