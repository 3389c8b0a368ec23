import type { SpanName } from '../../core/attribute.ts';
import { foldText } from '../../core/fold-text.ts';
import { matchGazetteer } from '../../core/gazetteer/match-gazetteer.ts';
import { shopValue } from '../shop-value.ts';

/**
 * Colours that a photo cannot tell apart for sure, or of which one is a kind of the other, by the gazetteer's words: two agree if they share a
 * row. Hyphens are spaces there. Our own list.
 */
const CLOSE: readonly (readonly string[])[] = [
  'black,matte black,midnight,navy,dark gray,dark',
  'white,off white,ivory,warm white,cool white,starlight,silver,light gray',
  'gray,dark gray,light gray,space gray,smoke gray,silver,nickel,titanium,taupe',
  'red,wine red,crimson,scarlet,rust,coral,hot pink',
  'wine red,plum,rust,brown',
  'pink,hot pink,rose gold,sakura pink,peach,coral,nude',
  'orange,coral,rust,apricot,peach,copper color,mustard,camel',
  'yellow,mustard,lemon,gold,champagne,neon',
  'green,dark green,light green,mint green,olive,sage,emerald,jade green,fluorescent green,neon',
  'teal,turquoise,cyan,mint green,dark green,haze blue',
  'blue,navy,light blue,royal blue,denim blue,haze blue,indigo,cyan,turquoise',
  'purple,lavender,plum,indigo,hot pink',
  'brown,camel,khaki,bronze,copper color,wood color,taupe,nickel',
  'beige,off white,ivory,apricot,khaki,camel,nude,champagne,light colored',
  'olive,khaki,sage,taupe',
].map((row) => row.split(','));

/** Words of many colours: a picture with several is one of them, and one with many may have the text's among them. */
const MANY = ['multicolor', 'two tone', 'black and white', 'macaron color'];

/** Whether two values say the same; `unclear` where one is no known word. */
export type Comparison = 'agree' | 'differ' | 'unclear';

/** Compares what a text and a picture say of a name: by letters, by known words in either language, and colours by closeness (navy is a blue). */
export function compareValues(canonical: SpanName, text: string, seen: string): Comparison {
  if (shopValue(seen, [text]) !== null) return 'agree';
  const [said, shown] = [words(canonical, text), words(canonical, seen)];
  if (said.length > 0 && shown.length > 0) {
    return said.some((one) => shown.some((other) => isSame(canonical, one, other))) ? 'agree' : 'differ';
  }
  const [one, other] = [foldText(text), foldText(seen)];
  return one.includes(other) || other.includes(one) ? 'agree' : 'unclear';
}

/** Of colours those that can be compared: `solid` and `transparent` are of another kind. */
const words = (name: SpanName, text: string): string[] =>
  matchGazetteer(text).flatMap((hit) =>
    hit.name === name && (name !== 'color' || isSame(name, hit.canonical, hit.canonical)) ? [hit.canonical] : [],
  );

function isSame(name: SpanName, one: string, other: string): boolean {
  if (name !== 'color') return one === other;
  return MANY.includes(one) || MANY.includes(other) || CLOSE.some((row) => row.includes(one) && row.includes(other));
}
