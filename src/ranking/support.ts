import { foldText } from '../core/fold-text.ts';
import { matchGazetteer } from '../core/gazetteer/match-gazetteer.ts';
import { PRODUCT_TOPICS, SERVICE_TOPICS } from '../core/gazetteer/words/service-topics.ts';
import { tokenizeWords } from '../core/tokenize-words.ts';

/** English words that ask, point or link, and say nothing of what is asked. */
export const STOP_WORDS: ReadonlySet<string> = new Set(
  'a an the i me my we us our you your he she it its they them this that these those one is are am was were be been do does did doing done can could will would shall should may might must have has had get got make go to of in on at for from by with about into as and or but if so than then too very just also what which who when where why how much many long any some there here please tell know want need like not no yes ok hi hello hey thanks thank item product shop store thing sure really actually ask question order offer'.split(
    ' ',
  ),
);

/** What a shop does with everything. */
const TRADE = /^(?:buy|sell)$/;

/** Chinese characters of which the same is true: a pair with one of them is no word that tells anything. */
const STOP_CHARACTERS =
  /[的了吗呢吧啊呀么什怎哪谁几多少是有没能会可以要想请问你您我们他她它这那个些在和与或就都也还很太吗把被给对从到为不如何样时候下上过得着]/;

/** A weight by which a topic counts beside a word. */
const TOPIC_WEIGHT = 2;

/** The words of a question that tell what it is about, each with its weight. */
export type Terms = ReadonlyMap<string, number>;

/** What a question is about: its telling words, the topics of a shop's policies that it names, and known words by their canonical name in either language. */
export function termsOf(question: string): Terms {
  const terms = new Map<string, number>();
  const folded = foldText(question);
  for (const topic of topicsIn(folded)) terms.set(topic, TOPIC_WEIGHT);
  for (const hit of matchGazetteer(question)) terms.set(`=${hit.canonical}`, 1);
  for (const { text, kind } of tokenizeWords(question)) {
    const tells =
      kind === 'word'
        ? text.length > 1 && !STOP_WORDS.has(text) && !TRADE.test(text)
        : kind === 'bigram' && !STOP_CHARACTERS.test(text);
    if (tells) terms.set(text, 1);
  }
  return terms;
}

/** Which part of what a question is about a text speaks of too, 0–1 by weight; 0 for a question about nothing. */
export function supportOf(text: string, terms: Terms): number {
  if (terms.size === 0) return 0;
  const said = new Set([
    ...topicsIn(foldText(text)),
    ...matchGazetteer(text).map((hit) => `=${hit.canonical}`),
    ...tokenizeWords(text).map((token) => token.text),
  ]);
  let sum = 0;
  let all = 0;
  for (const [term, weight] of terms) {
    all += weight;
    if (said.has(term)) sum += weight;
  }
  return sum / all;
}

/** Whether a question names a topic of a shop's policies. */
export function namesServiceTopic(question: string): boolean {
  const folded = foldText(question);
  return SERVICE_TOPICS.some(([, pattern]) => pattern.test(folded));
}

const TOPICS = [...SERVICE_TOPICS, ...PRODUCT_TOPICS];

function topicsIn(folded: string): string[] {
  return TOPICS.flatMap(([topic, pattern]) => (pattern.test(folded) ? [`#${topic}`] : []));
}

/** Whether a text speaks of a topic that a question names. */
export function sharesTopic(text: string, terms: Terms): boolean {
  return topicsIn(foldText(text)).some((topic) => terms.has(topic));
}
