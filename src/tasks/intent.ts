import type { IntentRequest, IntentResult } from '../contract/intent.ts';
import { detectLanguage } from '../core/language.ts';
import { argmax, platt, softmax } from '../core/math.ts';
import { parseQuery } from '../core/query-parser/parse-query.ts';
import { type Context, provenance, type Provenance } from '../models/context.ts';
import type { IntentLogits, TaggedText } from '../models/port.ts';
import type { Manifest } from '../models/pack.ts';
import { queryConstraints } from '../ranking/constraints.ts';
import { settleNames } from '../ranking/settle-names.ts';

/** f(q) = argmax P(c | M(q)) for each query, with what the query states. Intent and tags are asked in parallel. */
export async function intentTask(
  request: IntentRequest,
  { models, pack, call }: Context,
): Promise<Provenance & { results: IntentResult[] }> {
  const { queries } = request;
  const [intents, tags] = await Promise.all([
    models.intent.run(queries, call),
    models.tags.run(
      queries.map((text) => ({ text })),
      call,
    ),
  ]);
  const results = queries.map((query, i): IntentResult => {
    const intent = intents[i];
    const tagged = tags[i];
    if (intent === undefined || tagged === undefined) throw new Error('a model answered fewer items than it was asked');
    return {
      query,
      language: request.language ?? detectLanguage(query),
      ...decideIntent(intent.output, pack.manifest.intent),
      constraints: constraints(query, tagged.output, pack.manifest),
    };
  });
  return { results, ...provenance([...intents, ...tags], pack) };
}

/** Calibrated distribution, the most likely intent and, for a service intent, the likeliest of its sub-intents unless "none" is likelier. */
export function decideIntent(
  logits: IntentLogits,
  { labels, sub_labels, temperature }: Manifest['intent'],
): Pick<IntentResult, 'intent' | 'sub_intent' | 'confidence' | 'distribution'> {
  const probabilities = softmax(logits.intent, temperature);
  const best = argmax(probabilities);
  const intent = labels[best] ?? '';
  const none = logits.subIntent[sub_labels.length] ?? -Infinity;
  let sub: { name: string; logit: number } | null = null;
  for (const [i, label] of sub_labels.entries()) {
    const logit = logits.subIntent[i] ?? -Infinity;
    if (label.intent === intent && logit > none && (sub === null || logit > sub.logit)) {
      sub = { name: label.name, logit };
    }
  }
  const distribution = labels.map((label, i) => ({ intent: label, probability: probabilities[i] ?? 0 }));
  return {
    intent,
    sub_intent: sub?.name ?? null,
    confidence: probabilities[best] ?? 0,
    distribution: distribution.toSorted((a, b) => b.probability - a.probability),
  };
}

function constraints(query: string, { spans }: TaggedText, { tags }: Manifest): IntentResult['constraints'] {
  const { slope, offset } = tags.calibration;
  const sure = spans.map((span) => ({ ...span, confidence: platt(span.confidence, slope, offset) }));
  const { words, ...rest } = queryConstraints(query, settleNames(query, sure), parseQuery(query));
  const merged: IntentResult['constraints'] = { not: rest.not };
  return Object.assign(merged, words, rest);
}
