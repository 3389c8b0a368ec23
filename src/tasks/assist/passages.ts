import type { Language } from '../../core/language.ts';
import { AppError } from '../../core/error.ts';
import { type Provenance, provenance } from '../../models/context.ts';
import { sharesTopic, supportOf, type Terms, termsOf } from '../../ranking/support.ts';
import type { CatalogProduct } from '../../state/catalog/port.ts';
import { documentOf, numberOf } from '../documents/kept-passages.ts';
import { sentencesOf } from '../documents/passages.ts';
import type { Sentence } from './draft.ts';
import { passageFact } from './facts.ts';
import { type AssistContext, told, type Told } from './told.ts';

/** Passages that are looked at. */
const LOOKED_AT = 20;

/** A passage answers from here on: what it speaks of of the question, half of that again for its heading, less six times what its cosine lacks of the best. */
const ENOUGH = { topic: 0.35, words: 0.55 };
const LEAST_SUPPORT = { topic: 0.3, words: 0.4 };
const HEADING = 0.5;
const DISTANCE = 6;

/** What a question about an amount of time or money is answered by. */
const ASKS_TIME = /how (?:long|soon|many days)|when\b|多久|多长时间|几天|几年|多少天|什么时候|期限/i;
const TIME =
  /(?:\d+|[一二三四五六七八九十两]+) ?(?:(?:working |business )?days?|hours?|weeks?|months?|years?|天|小时|个?工作日|个?月|年|周|日)/i;
const ASKS_MONEY = /how much|cost|fee|price|多少钱|运费|费用/i;
const MONEY = /[$¥€£] ?\d|\d ?(?:元|usd|cny|dollars)|free\b|包邮|免费/i;
const FITS_KIND = 0.15;

/** What it counts that a passage is about what was asked before. */
const GOES_ON = 0.4;

/** The longest quotation, in UTF-16 units. */
const LONGEST_QUOTE = 260;

/** A passage that answers, and how well. */
interface Answering {
  passage: CatalogProduct;
  score: number;
}

/** What the shop's documents say on a question, quoted; without sentences where they say nothing on it. `before`: the question that it follows up. */
export async function quotePassages(
  question: string,
  language: Language,
  context: AssistContext,
  { before = '', by = 'words' }: { before?: string; by?: 'words' | 'topic' } = {},
): Promise<Told> {
  const { catalog, documents, pack } = context;
  const [shop, kept] = await Promise.all([catalog.status(), documents.status()]);
  // A shop that has products of its own has no policies of a sample's.
  if (kept.products === 0 || (kept.sample === true && shop.sample !== true)) return told({});
  const terms = termsFor(question, before, by);
  if (terms.size === 0) return told({});
  const whole = `${before} ${question}`.trim();
  const { vector, provenances } = await vectorOf(whole, context);
  const ask = async (own: boolean): Promise<Answering[]> => {
    const { candidates } = await documents.search({
      text: whole.slice(0, 512).toWellFormed(),
      vector,
      pack: pack.manifest.revision,
      filters: { fields: own ? { language: [language] } : {}, not: {} },
      weights: { keyword: 1, semantic: 1 },
      limit: LOOKED_AT,
    });
    return answering(question, terms, before, candidates);
  };
  const own = await ask(true);
  const found = own.length > 0 ? own : await ask(false);
  const [best] = found;
  const base = { provenances, units: 1 };
  if (best === undefined) return told(base);
  // Who asks for a policy is told where it begins.
  const isBroad = by === 'topic' || /\bpolic|政策|规定|规则/i.test(question);
  const ofDocument = found
    .filter(({ passage }) => documentOf(passage).id === documentOf(best.passage).id)
    .toSorted((a, b) => numberOf(a.passage) - numberOf(b.passage));
  const chosen = isBroad ? ofDocument.slice(0, 2) : [best];
  const parts = chosen.map(({ passage }) => ({
    fact: passageFact(passage),
    passage,
    quote: quoteOf(passage, question),
  }));
  return told({
    ...base,
    sentences: parts.map(({ fact, quote }, i): Sentence => ({
      text: quoteSentence(fact.title, quote, i, language),
      sources: [fact.id],
    })),
    facts: parts.map(({ fact }) => fact),
    quotes: new Map(parts.map(({ fact, quote }) => [fact.id, quote])),
    urls: new Map(
      parts.flatMap(({ fact, passage }) => {
        const { url } = documentOf(passage);
        return url === null ? [] : [[fact.id, url] as const];
      }),
    ),
  });
}

async function vectorOf(
  question: string,
  { models, pack, call }: AssistContext,
): Promise<{ vector: Float32Array | null; provenances: Provenance[] }> {
  try {
    const scored = await models.embed.run([{ text: question.slice(0, 512).toWellFormed(), as: 'query' }], call);
    return { vector: scored[0]?.output ?? null, provenances: [provenance(scored, pack)] };
  } catch (error) {
    if (call.signal.aborted || !(error instanceof AppError)) throw error;
    const served_by = { path: 'lexical', degraded: true, reason: `embed: ${error.code}` } as const;
    return { vector: null, provenances: [{ model: { name: 'lexical', revision: '1' }, served_by, cache: 'miss' }] };
  }
}

/** What a question is about, with a third of what the one before it was; by topic: which topics of a shop's policies it names, whatever else it says. */
function termsFor(question: string, before: string, by: 'words' | 'topic'): Terms {
  const own = termsOf(question);
  if (by === 'topic') return new Map([...own].filter(([term]) => term.startsWith('#')));
  const left = [...termsOf(before)].map(([term, weight]): [string, number] => [term, weight / 3]);
  return new Map([...left, ...own]);
}

function answering(
  question: string,
  terms: Terms,
  before: string,
  candidates: readonly { product: CatalogProduct; semantic: number | null }[],
): Answering[] {
  const topic = termsOf(before);
  const best = Math.max(...candidates.map(({ semantic }) => semantic ?? -1));
  return candidates
    .map(({ product: passage, semantic }) => {
      const text = passage.description ?? '';
      const support = supportOf(`${passage.title}\n${text}`, terms);
      const fits =
        (ASKS_TIME.test(question) && TIME.test(text)) || (ASKS_MONEY.test(question) && MONEY.test(text))
          ? FITS_KIND
          : 0;
      const goesOn = sharesTopic(`${passage.title}\n${text}`, topic) ? GOES_ON : 0;
      const distance = semantic === null ? 0 : best - semantic;
      const by: 'topic' | 'words' = sharesTopic(`${passage.title}\n${text}`, terms) ? 'topic' : 'words';
      return {
        passage,
        support,
        by,
        score: support + HEADING * supportOf(passage.title, terms) + fits + goesOn - DISTANCE * distance,
      };
    })
    .filter(({ support, score, by }) => support >= LEAST_SUPPORT[by] && score >= ENOUGH[by])
    .toSorted((a, b) => b.score - a.score);
}

/** The part of a passage that answers: all of a short one, else the sentence that speaks most of the question with those behind it that fit. */
function quoteOf({ description: text = '' }: CatalogProduct, question: string): string {
  if (text.length <= LONGEST_QUOTE) return text;
  const terms = termsOf(question);
  const sentences = sentencesOf(text);
  const scores = sentences.map(({ start, end }) => supportOf(text.slice(start, end), terms));
  const first = Math.max(0, scores.indexOf(Math.max(...scores)));
  const start = sentences[first]?.start ?? 0;
  let end = sentences[first]?.end ?? text.length;
  for (const sentence of sentences.slice(first + 1)) if (sentence.end - start <= LONGEST_QUOTE) end = sentence.end;
  return text.slice(start, end);
}

function quoteSentence(title: string, quote: string, i: number, language: Language): string {
  const flat = quote.replaceAll(/\s+/g, ' ');
  if (language === 'zh') return `${i === 0 ? '根据' : '另外，'}《${title}》：“${flat}”`;
  return `${i === 0 ? 'Our' : 'And our'} “${title}” says: “${flat}”`;
}
