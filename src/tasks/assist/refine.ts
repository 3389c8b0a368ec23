import { foldText } from '../../core/fold-text.ts';
import { matchGazetteer } from '../../core/gazetteer/match-gazetteer.ts';
import { namesServiceTopic } from '../../ranking/support.ts';
import type { ReadTurn } from './dialogue.ts';
import type { DialogueState } from './state.ts';
import {
  exclusionsOf,
  isThing,
  namesThing,
  orderOf,
  priceOf,
  type PriceWish,
  THING,
  type Words,
  wordsOf,
} from './wish.ts';

/** Whether a turn, after another that looked for something, says what it should be like rather than something else. */
export function refines(turn: ReadTurn, before: DialogueState): boolean {
  if (before.seeking === null) return false;
  const { cues, intent } = turn;
  const words = wordsOf(intent);
  const { price, not } = intent.constraints;
  const isShort = cues.text.length <= 60;
  if (cues.cheapest && !namesThing(words, cues.text)) return true;
  if (cues.cheaper || cues.dearer || cues.otherBrand || cues.more || cues.freed !== null) return true;
  if (corrects(turn)) return true;
  if (cues.suits !== null && (intent.intent !== 'find_product' || !namesThing(words))) return true;
  // “Do you have them in black”, “anything from HENCKELS?”: of the thing that is looked for.
  const tells = Object.keys(words).length > 0 || price !== undefined;
  if (cues.wants && tells && isShort && !namesThing(words, cues.text) && !namesServiceTopic(cues.text)) return true;
  if (turn.before.asked !== null && (cues.noPreference || chosenOption(turn) !== null)) return true;
  if (namesThing(words) && !isSameThing(words, before.words)) return false;
  return isShort && !cues.asks && (Object.keys(words).length > 0 || price !== undefined || not.length > 0);
}

/** Whether a turn puts something in place of what was said, rather than naming another thing. */
function corrects({ cues, intent }: ReadTurn): boolean {
  if (cues.correction === null || cues.asks) return false;
  return intent.intent !== 'find_product' || !namesThing(wordsOf(intent), cues.text);
}

function isSameThing(words: Words, before: Words): boolean {
  const of = (each: Words): string[] => THING.flatMap((name) => each[name] ?? []).map(foldText);
  const [now, then] = [of(words), of(before)];
  return then.length > 0 && now.every((text) => then.some((other) => other.includes(text) || text.includes(other)));
}

/** The option of the assistant's question that a turn names; null where it names none. */
function chosenOption({ before: { asked }, cues }: ReadTurn): string | null {
  if (asked === null) return null;
  const said = foldText(cues.text);
  const named = asked.options.filter((option) => said.includes(foldText(option)));
  // Of `black` and `black/white` the longer one was meant.
  return named.toSorted((a, b) => b.length - a.length)[0] ?? null;
}

/** What is looked for after a turn that says more of it. */
export function refined(before: DialogueState, turn: ReadTurn): DialogueState {
  const { cues, intent } = turn;
  const option = chosenOption(turn);
  const facet = turn.before.asked?.facet;
  const not = exclusionsOf(turn);
  const words: Words = { ...before.words };
  const chosen: Words = { ...before.chosen };
  let seeking = before.seeking ?? '';
  const drop = (name: string): void => {
    for (const word of words[name] ?? []) seeking = withoutWord(seeking, word);
    delete words[name];
    delete chosen[name];
  };
  if (cues.freed !== null) drop(cues.freed);
  if (option !== null && facet !== undefined && facet !== 'price') {
    drop(facet);
    chosen[facet] = [option];
  } else {
    for (const [name, values] of Object.entries(wordsOf(intent))) {
      if (isThing(name)) continue;
      const isTaken = values.every((value) => not.some((word) => foldText(value).includes(foldText(word))));
      if (isTaken) continue;
      const kept = cues.also ? (words[name] ?? []) : [];
      if (!cues.also) drop(name);
      words[name] = [...new Set([...kept, ...values])];
      for (const value of values) {
        if (!foldText(seeking).includes(foldText(value))) seeking = withWord(seeking, value, name);
      }
    }
  }
  const { correction } = cues;
  const isRead = Object.entries(wordsOf(intent)).some(
    ([name, values]) => !isThing(name) && values.some((value) => value.includes(correction ?? '')),
  );
  if (correction !== null && corrects(turn) && !isRead) {
    // Of what is known to be a color the color goes; else of one wish that was said, since of several nobody can tell which.
    const said = Object.keys(words).filter((name) => !isThing(name));
    const name = matchGazetteer(correction)[0]?.name;
    const replaced = name !== undefined && !isThing(name) ? name : said.length === 1 ? said[0] : undefined;
    if (replaced !== undefined) {
      drop(replaced);
      words[replaced] = [correction];
    }
    seeking = withWord(seeking, correction, replaced);
  }
  if (cues.suits !== null && Object.keys(wordsOf(intent)).length === 0 && option === null) {
    seeking = /[\u3400-\u9fff]/.test(cues.suits) ? `${cues.suits}${seeking}` : `${seeking} ${cues.suits}`;
  }
  for (const word of not) {
    for (const each of [words, chosen]) {
      for (const [name, values] of Object.entries(each)) {
        const left = values.filter((value) => !foldText(value).includes(foldText(word)));
        if (left.length === values.length || isThing(name)) continue;
        if (left.length === 0) delete each[name];
        else each[name] = left;
        seeking = withoutWord(seeking, word);
      }
    }
  }
  if (cues.otherBrand) drop('brand');
  const wish = priceAfter(before, turn, priceOf(turn));
  return {
    ...before,
    seeking: seeking.trim(),
    words,
    chosen,
    price: cues.freed === 'price' ? null : wish,
    // What was excluded and is asked for now is excluded no more.
    excluded: [...new Set([...before.excluded, ...not])].filter(
      (word) =>
        not.includes(word) ||
        !Object.values(words)
          .flat()
          .some((value) => foldText(value) === foldText(word)),
    ),
    otherThan: cues.otherBrand ? [...new Set([...before.otherThan, ...brandsOf(before, turn)])] : before.otherThan,
    seen: cues.more ? [...new Set([...before.seen, ...turn.before.listed.flatMap(({ id }) => id ?? [])])] : before.seen,
    order: orderOf(turn) ?? before.order,
  };
}

/** The price wish after a turn: what it states; for “cheaper” less than what is spoken of, or than all that was shown. */
function priceAfter(before: DialogueState, turn: ReadTurn, stated: PriceWish | null): PriceWish | null {
  if (stated !== null) return stated;
  const {
    cues,
    before: { listed, spoken },
  } = turn;
  if (!cues.cheaper && !cues.dearer) return before.price;
  const [place] = cues.ordinals;
  const named = place === undefined ? (spoken ?? before.focus) : (listed.at(place) ?? null);
  const prices = (named?.price == null ? listed.map(({ price }) => price) : [named.price]).filter(
    (price) => price !== null,
  );
  const [first] = prices;
  if (first === undefined) return before.price;
  const amounts = prices.map(({ amount }) => amount);
  return cues.cheaper
    ? { currency: first.currency, max: roundCents(Math.min(...amounts) - 0.01) }
    : { currency: first.currency, min: roundCents(Math.max(...amounts) + 0.01) };
}

const roundCents = (amount: number): number => Math.max(0, Math.round(amount * 100) / 100);

function brandsOf({ words, chosen, focus }: DialogueState, { before: { listed } }: ReadTurn): readonly string[] {
  return (
    chosen['brand'] ??
    words['brand'] ??
    (focus?.brand == null ? listed.flatMap(({ brand }) => brand ?? []) : [focus.brand])
  );
}

/** A wish with one more word where it is mostly said: a black dress, 黑色连衣裙, but a dress with pockets. */
function withWord(seeking: string, word: string, name: string | undefined): string {
  return ['brand', 'color', 'material'].includes(name ?? '') ? `${word} ${seeking}` : `${seeking} ${word}`;
}

/** A text without a word, and without the 的 that it leaves. */
function withoutWord(text: string, word: string): string {
  const at = foldText(text).indexOf(foldText(word));
  if (at < 0) return text;
  const rest = `${text.slice(0, at)} ${text.slice(at + word.length).replace(/^的/, '')}`.replaceAll(/\s+/g, ' ').trim();
  return rest === '' ? text : rest;
}
