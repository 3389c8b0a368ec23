import type { ExplainRequest } from '../../contract/explain.ts';
import { AppError } from '../../core/error.ts';
import { detectLanguage } from '../../core/language.ts';
import { randomOf, shuffled } from '../../core/random.ts';
import { joinedProvenance, provenance } from '../../models/context.ts';
import { childCall } from '../../models/wrappers/child-call.ts';
import { byWeight, type Faithfulness, faithfulnessOf } from '../../ranking/explain/faithfulness.ts';
import { kernelShap } from '../../ranking/explain/kernel-shap.ts';
import { lime } from '../../ranking/explain/lime.ts';
import { type Mask, maskKey, only, whole } from '../../ranking/explain/mask.ts';
import { occlusion } from '../../ranking/explain/occlusion.ts';
import { exactShares } from '../../ranking/explain/shapley.ts';
import { counterfactuals } from './counterfactuals.ts';
import { type Evidence, readEvidence } from './evidence.ts';
import type { ExplainContext, Explained, ExplainedProduct } from './explained.ts';
import { MaskScores, ModelChanged, OneJudge } from './mask-scores.ts';
import { matchSentences } from './match-sentences.ts';
import { affordable } from './pace.ts';
import { seenWords } from './seen-words.ts';
import { wishGame } from './wishes.ts';

/** Masks of the methods that draw them, unless the request says how many. */
const SAMPLES = 128;

/** Those that draw their masks. */
const DRAWING = { lime, shap: kernelShap };

/**
 * Explains how a product relates to a query: what is shared out is the probability of the relation that `/v1/match` answers, so the rules
 * about contradictions are part of what is explained. Every figure is of one model: where it fails on the way, the whole is done again by
 * what stands in for it.
 */
export async function explainMatch(
  request: ExplainRequest,
  { product, attributes }: ExplainedProduct,
  context: ExplainContext,
): Promise<Explained> {
  const reading = readEvidence(request, { product, attributes }, context);
  // It is awaited after the first masks: when those fail, nobody asks for it any more.
  reading.catch(() => undefined);
  try {
    return await explainOnce(request, product, reading, context);
  } catch (error) {
    if (!(error instanceof ModelChanged)) throw error;
  }
  const again = childCall(context.call, { fresh: true });
  try {
    return await explainOnce(request, product, reading, { ...context, call: again.call });
  } catch (error) {
    if (!(error instanceof ModelChanged)) throw error;
    throw new AppError('model_unavailable', { detail: 'The model changed while it was asked.', retryAfter: 1 });
  } finally {
    again.release();
  }
}

async function explainOnce(
  { query, method = 'occlusion', samples = SAMPLES, seed = 0, language }: ExplainRequest,
  product: ExplainedProduct['product'],
  reading: Promise<Evidence>,
  context: ExplainContext,
): Promise<Explained> {
  const seen = seenWords({ query, product });
  const count = seen.words.length;
  // What feedback has taught may change meanwhile.
  const learnt = (await context.calibration?.()) ?? null;
  const judge = new OneJudge({ ...context, calibration: () => Promise.resolve(learnt) });
  const scores = new MaskScores(judge, seen.pairOf);
  const fields = exactShares(
    count,
    seen.fields.map(({ words }) => words),
    [],
  );
  // What needs no pace goes first, while the evidence is read.
  await scores.ask([...fields.masks, ...(method === 'occlusion' ? occlusion(count).masks : [])]);

  const { agreements, types, provenance: whence } = await reading;
  const wishes = wishGame(agreements, seen);
  // An order and its reverse: each word is among the first half once.
  const order = shuffled([...seen.words.keys()], seed);
  const random = [order, order.toReversed()].map(faithfulnessOf);
  // How fast the model is; its first answer does not tell, since it may have slept.
  const [before, began] = [judge.scored.length, context.now()];
  await scores.ask([...wishes.masks, ...random.flatMap(({ masks }) => masks)]);
  const pace = { judged: judge.scored.length - before, milliseconds: context.now() - began };
  const afforded = affordable(samples, pace, context);
  const attribution = method === 'occlusion' ? occlusion(count) : DRAWING[method](count, afforded, randomOf(seed));
  await scores.ask(attribution.masks);
  const { relation, relevance, distribution, conflicts } = scores.of(whole(count));
  const valueOf = (mask: Mask): number => scores.of(mask).distribution[relation];
  const { weights, standardError } = attribution.weigh(valueOf);
  const tokens = seen.words.map(({ text, field, start, end }, i) => ({
    text,
    field,
    start,
    end,
    weight: weights[i] ?? 0,
  }));

  const test = faithfulnessOf(byWeight(weights));
  const grounds = { query, product, agreements, types, words: tokens, language: detectLanguage(query) };
  const [changes] = await Promise.all([counterfactuals(grounds, relation, judge), scores.ask(test.masks)]);
  const shares = wishes.share(valueOf);
  const told = {
    tokens,
    attributes: agreements.map(({ name, wanted: asked, found, agrees }, i) => ({
      name,
      wanted: asked,
      found,
      agrees,
      weight: shares[i] ?? null,
    })),
    counterfactuals: changes,
  };
  const served = joinedProvenance([provenance(judge.scored, context.pack, learnt), ...whence]);
  const isLexical = judge.scored.some(({ served: { path } }) => path === 'lexical');
  return {
    target: 'match',
    relation,
    relevance,
    distribution,
    ...(conflicts.length === 0 ? {} : { conflicts }),
    explains: 'probability',
    value: valueOf(whole(count)),
    base_value: valueOf(only(count, [])),
    ...told,
    fields: fields.share(valueOf).map((weight, i) => ({ field: seen.fields[i]?.field ?? '', weight })),
    faithfulness: {
      ...test.figures(valueOf),
      samples: countOf([test, ...random].flatMap(({ masks }) => masks)),
      random: meanOf(random.map(({ figures }) => figures(valueOf))),
    },
    method,
    samples: countOf(attribution.masks),
    ...(method !== 'occlusion' && afforded < samples ? { reduced: true } : {}),
    standard_error: standardError,
    seed,
    text: matchSentences({ relation, ...told, isLexical }, language ?? detectLanguage(query)),
    ...served,
    judged: judge.scored.length,
  };
}

function countOf(masks: readonly Mask[]): number {
  return new Set(masks.map(maskKey)).size;
}

function meanOf(all: readonly Faithfulness[]): Faithfulness {
  const mean = (name: keyof Faithfulness): number => all.reduce((sum, one) => sum + one[name], 0) / all.length;
  return { comprehensiveness: mean('comprehensiveness'), sufficiency: mean('sufficiency') };
}
