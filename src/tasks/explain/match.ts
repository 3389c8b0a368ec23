import { AppError } from '../../core/error.ts';
import { detectLanguage } from '../../core/language.ts';
import { shuffled } from '../../core/random.ts';
import { joinedProvenance, provenance } from '../../models/context.ts';
import { childCall } from '../../models/wrappers/child-call.ts';
import { byWeight, type Faithfulness, faithfulnessOf } from '../../ranking/explain/faithfulness.ts';
import { type Mask, maskKey, only, whole } from '../../ranking/explain/mask.ts';
import { exactShares } from '../../ranking/explain/shapley.ts';
import { attributeWords } from './attribute-words.ts';
import { counterfactuals } from './counterfactuals.ts';
import { type Evidence, readEvidence } from './evidence.ts';
import type { ExplainContext, Explained, ExplainedProduct, QueryExplainRequest } from './explained.ts';
import { MaskScores, ModelChanged, OneJudge } from './mask-scores.ts';
import { matchSentences } from './match-sentences.ts';
import { seenWords } from './seen-words.ts';
import { wishGame } from './wishes.ts';

/** Masks of the methods that draw them, unless the request says how many. */
const SAMPLES = 128;

/**
 * Explains how a product relates to a query: what is shared out is the probability of the relation that `/v1/match` answers, so the rules
 * about contradictions are part of what is explained. Every figure is of one model: where it fails on the way, the whole is done again by
 * what stands in for it.
 */
export async function explainMatch(
  request: QueryExplainRequest,
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
  { query, method = 'occlusion', samples = SAMPLES, seed = 0, language }: QueryExplainRequest,
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
  // An order and its reverse: each word is among the first half once.
  const order = shuffled([...seen.words.keys()], seed);
  const random = [order, order.toReversed()].map(faithfulnessOf);
  const besides = { first: fields.masks, paced: random.flatMap(({ masks }) => masks) };
  const asked = { method, samples, seed };
  const { attribution, reduced } = await attributeWords(count, asked, besides, scores, context);
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

  const { agreements, types, provenance: whence } = await reading;
  const wishes = wishGame(agreements, seen);
  const test = faithfulnessOf(byWeight(weights));
  const grounds = { query, product, agreements, types, words: tokens, language: detectLanguage(query) };
  const [changes] = await Promise.all([
    counterfactuals(grounds, relation, judge),
    scores.ask([...wishes.masks, ...test.masks]),
  ]);
  const shares = wishes.share(valueOf);
  const told = {
    tokens,
    attributes: agreements.map(({ name, wanted, found, agrees }, i) => ({
      name,
      wanted,
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
    ...(reduced ? { reduced: true } : {}),
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
