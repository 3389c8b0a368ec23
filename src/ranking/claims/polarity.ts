import { foldText } from '../../core/fold-text.ts';
import { sharedTopics, topicsOf } from './clauses.ts';
import { sentencesOf } from './sentences.ts';

/** Behind a negation, what ends its reach: other punctuation than a comma between the items of a list (`not cover wear, drops or tears`). */
const END =
  /[.;:!?，。；：！？\n()（）]|,(?! ?(?:or |nor )?(?:[a-z-]+ ){0,2}[a-z-]+(?:,| or | and |[.;]|$))|\b(?:but|however|although|because)\b|但|而(?!且)/;
const NOT =
  /(?<![a-z-])(?:not(?! only)|no(?! more than| less than| later than)|never|without|cannot|neither|nor|excludes?|excluding|except)(?![a-z])|n't(?![a-z])|(?<![a-z])free (?:of|from)|不(?![仅但只过同错锈足超低少多高大小断会儿粘满]|得不|管|论)|没有?(?!问题|关系)|无(?![线人论痕数限印缝需比忧叶尘理])|非(?![常洲凡遗])|未(?!来|使用|拆|穿|洗|开封)|勿|禁止|禁用|拒绝|除外/;
/** `BPA-free`, `sugar free`: the word before is what is not there. */
const FREE = /([a-z]{2,20})[- ]free(?![a-z])/g;

/** What a statement affirms and denies: topics. */
export interface Stance {
  affirmed: Set<string>;
  denied: Set<string>;
  all: Set<string>;
}

/** What a statement affirms and what it denies. */
export function stanceOf(sentence: string): Stance {
  let affirmed = '';
  let denied = '';
  let rest = foldText(sentence);
  for (let match = NOT.exec(rest); match !== null; match = NOT.exec(rest)) {
    affirmed += `${rest.slice(0, match.index)} , `;
    rest = rest.slice(match.index + match[0].length);
    const end = END.exec(rest)?.index ?? rest.length;
    denied += `${rest.slice(0, end)} , `;
    rest = rest.slice(end);
  }
  affirmed += rest;
  const free = Array.from(affirmed.matchAll(FREE), ([, word = '']) => word).join(' , ');
  affirmed = affirmed.replace(FREE, ' , ');
  // A known word counts in its parts too: what folds is foldable.
  const stance = { affirmed: topicsOf(affirmed, true), denied: topicsOf(`${denied} ${free}`, true) };
  return { ...stance, all: new Set([...stance.affirmed, ...stance.denied]) };
}

/** Whether one denies a topic that the other affirms; what both deny something of in common, they agree on. */
function opposed(topic: string, a: Stance, b: Stance): boolean {
  if (sharedTopics(a.denied, b.denied) > 0) return false;
  const denies = (stance: Stance): boolean => stance.denied.has(topic) && !stance.affirmed.has(topic);
  const affirms = (stance: Stance): boolean => stance.affirmed.has(topic) && !stance.denied.has(topic);
  return (denies(a) && affirms(b)) || (affirms(a) && denies(b));
}

/**
 * Whether a sentence contradicts its sources: it denies a topic that they affirm, or affirms one that they deny, in all of their sentences
 * on that topic that share most with it. Where nothing is shared, nothing is contradicted.
 */
export function contradicts(sentence: string, stated: readonly Stance[]): boolean {
  return statementsOf(sentence).some((statement) => isContradicted(stanceOf(statement), stated));
}

/** The statements of a text. In Chinese a comma ends one; in English it may stand in a list. */
export function statementsOf(text: string): string[] {
  return sentencesOf(text).flatMap((sentence) => sentence.split(/(?<=[，；])/));
}

function isContradicted(mine: Stance, stances: readonly Stance[]): boolean {
  const theirs = stances.map((stance) => ({ stance, shared: sharedTopics(mine.all, stance.all) }));
  const nearest = Math.max(0, ...theirs.map(({ shared }) => shared));
  const agrees = ({ stance, shared }: (typeof theirs)[number]): boolean =>
    shared === nearest && sharedTopics(mine.denied, stance.denied) > 0;
  if (theirs.some(agrees)) return false;
  return [...mine.all].some((topic) => {
    const about = theirs.filter(({ stance }) => stance.all.has(topic));
    const most = Math.max(0, ...about.map(({ shared }) => shared));
    return about.length > 0 && about.every(({ stance, shared }) => shared < most || opposed(topic, mine, stance));
  });
}
