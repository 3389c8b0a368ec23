import type { IntentResult } from '../../contract/intent.ts';
import { matchGazetteer } from '../../core/gazetteer/match-gazetteer.ts';
import { hardConstraints } from '../../ranking/conflicts.ts';
import type { ReadTurn } from './dialogue.ts';

/** A price that was asked for. */
export interface PriceWish {
  min?: number | undefined;
  max?: number | undefined;
  currency: string | null;
}

/** Names of the thing itself: another one of these is another search. */
export const THING = ['product_type', 'product_name', 'model_number'] as const;

/** What the tagger gives these names to in a dialogue is mostly talk. */
const TALK = new Set(['theme', 'time', 'quantity']);

const LEAD_EN =
  /^(?:(?:ok|okay|so|well|actually|yes|please|and|then|now|nvm|never mind|hey)[\s,.]+)*(?:(?:i(?:'m| am)?|we(?:'re| are)?) (?:am |are )?(?:(?:just )?looking for|searching for|after|in need of|want(?: to (?:buy|get|find|see))?|need(?: to (?:buy|get|find))?|would like(?: to (?:buy|see))?)|i'd like(?: to (?:buy|see))?|do you (?:have|sell|carry|stock)|(?:can|could) you (?:please )?(?:show|find|recommend|suggest)(?: me)?|(?:show|find|get|give) me|recommend(?: me)?|any recommendations? for|search(?: for)?|what about|how about|looking for)\s+(?:(?:a|an|some|any|the|a pair of|a few)\s+)*/i;
const LEAD_ZH =
  /^(?:(?:算了|不了|还是)[，,\s]*|那|那么|嗯|好的?|请问?|麻烦|帮我|给我|我|我们|咱)*(?:(?:想|要|想要|需要|打算|准备)?(?:买|找找?|看看|入手|搜一?下?|选)|想要|需要|要|有没有|有|(?:你们|您|贵店)(?:家|这里|这边|这儿|店里|那|这)?(?:有没有|有|卖)|推荐|来)(?:一|几|两|个|件|双|条|款|台|只|部|套|瓶|盒|把|张|本|下|些|点|副|顶|辆|支|块)*(?:的)?\s*/;
const TAIL =
  /(?:\s*(?:please|instead|thanks|thank you|for me))?[\s?？!！.。，,]*$|(?:有吗|有没有|吗|呢|吧|谢谢|有推荐吗|(?:可以|能)?推荐一下[呀吗么]?|推荐)[\s?？!！.。]*$|[\s,]+(?:but|and|or|with|in|for)$/i;

/** The words for the thing in a message that asks for one: without what leads to it, its price and what it must not be. */
export function wishOf(message: string): string {
  const clauses = message
    .split(/[.!?。！？;；]+(?:\s|$)|(?<=[\u3400-\u9fff ])[，,。！？]/)
    .filter((clause) => clause.trim() !== '');
  const text = clauses.length > 1 ? (clauses.findLast((clause) => namesThing({}, clause)) ?? message) : message;
  const lead = /[\u3400-\u9fff]/.test(text) ? LEAD_ZH : LEAD_EN;
  const bare = text.trim().replace(lead, '').replace(TAIL, '').trim();
  const wish = hardConstraints(bare === '' ? text : bare)
    .wanted.replaceAll(/[，。！？,;；]+/g, ' ')
    .replace(TAIL, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return (wish === '' ? text.trim() : wish).slice(0, 300).toWellFormed();
}

/** What belongs to the sentence rather than to the word that was read in it: `white instead`, 的水壶. */
const AROUND_WORD = /^的(?=.)| instead$/g;

/** What a need is asked for with: `what would be a good present for someone who`, 送什么好, 需要准备些啥. */
const ASKS_IDEAS =
  /^.*\b(?:gifts?|presents?|something)\b.{0,24}?\bfor (?:(?:someone|somebody|a person|people|an? \w+|my \w+) (?:who|that) )?|^(?:loves?|likes?|enjoys?|is into) |\b(?:what (?:should|can|could|do) i (?:get|buy|give|need)|i have no (?:clue|idea)).*$|(?:给.{1,4})?送(?:些|点|个)?(?:什么|啥).*$|(?:需要|要|该)?(?:准备|带|买)(?:些|点)?(?:什么|啥).*$|^(?:这?周末|最近|下周|明天|我|我们|要|想|打算|去)+/gi;

/** What a need is for, without the words that ask for ideas; null where that says no more than the whole. */
export function needOf({ seeking }: { seeking: string | null }): string | null {
  const whole = seeking ?? '';
  const without = (text: string): string => text.replaceAll(ASKS_IDEAS, ' ').replaceAll(/\s+/g, ' ').trim();
  const need = without(without(whole));
  return need === '' || need === whole ? null : need;
}

/** Words by canonical name. */
export type Words = Record<string, readonly string[]>;

/** The words of a turn by name, without what is only talk. */
export function wordsOf({ constraints }: IntentResult): Words {
  const { price: _, measures: __, not: ___, ...words } = constraints;
  const read = Object.fromEntries(
    Object.entries(words as Words)
      .filter(([name]) => !TALK.has(name))
      .map(([name, values]) => [name, values.map((value) => value.replace(AROUND_WORD, ''))]),
  );
  // `wired ones` names no other thing than before.
  const ones = (read['product_type'] ?? []).flatMap((value) => /^(?:the )?(.+?) ones?$/.exec(value)?.[1] ?? []);
  if (ones.length === 0) return read;
  const { product_type: _type, ...rest } = read;
  return { ...rest, feature: [...(rest['feature'] ?? []), ...ones] };
}

/** Exclusions that are about the price: what is not to be dear is to be cheap. */
const DEAR = /expensive|pricey|costly|overpriced|贵/;

/** `No clue` and 没想法 exclude nothing. */
const NO_EXCLUSION = /^(?:clue|idea|ideas|problem|worries|rush|hurry|matter|preference)$|想法|主意|头绪/;

/** `nothing over 100` is no wish for what costs more. */
const NOT_OVER = /\b(?:nothing|none|not|no)\b.{0,12}\b(?:over|above|more than)\b|(?:不要|别|不能|不)超过/;

/** What a turn states that must not be, without what is about the price. */
export const exclusionsOf = ({ intent }: ReadTurn): string[] =>
  intent.constraints.not.filter((word) => !DEAR.test(word) && !NO_EXCLUSION.test(word));

/** The price that a turn states. */
export function priceOf({ intent, cues }: ReadTurn): PriceWish | null {
  const { price } = intent.constraints;
  if (price === undefined) return null;
  const { min, max, currency } = price;
  return min !== undefined && max === undefined && NOT_OVER.test(cues.text.toLowerCase())
    ? { max: min, currency }
    : price;
}

/** How a turn wants products ordered. */
export function orderOf({ intent, cues }: ReadTurn): 'cheapest' | 'dearest' | null {
  if (cues.cheaper || cues.cheapest || intent.constraints.not.some((word) => DEAR.test(word))) return 'cheapest';
  return cues.dearer ? 'dearest' : null;
}

const NEEDS = /^(?:\W|\b(?:so|well|ok|okay)\b)*i (?:really )?(?:need|want)\b|^我?(?:需要|要|想要)/i;

/** A gift may be anything. */
const ANYTHING = /^(?:gifts?|presents?|.{0,4}礼物|礼品)$/;

/** Whether a turn tells a need and names no thing for it. */
export function isVague({ intent, cues }: ReadTurn): boolean {
  const things = intent.constraints['product_type'] as readonly string[] | undefined;
  if (things !== undefined && things.every((thing) => ANYTHING.test(thing))) return true;
  // `I need napkins for a party` is a need, and names what for.
  return intent.intent !== 'discover' ? false : things === undefined || cues.asks || !NEEDS.test(cues.text);
}

/** Whether a turn names a thing to buy. */
export function namesThing(words: Words, text = ''): boolean {
  return (
    THING.some((name) => words[name] !== undefined) || matchGazetteer(text).some(({ name }) => name === 'product_type')
  );
}

/** Whether a name is that of the thing itself. */
export const isThing = (name: string): boolean => (THING as readonly string[]).includes(name);
