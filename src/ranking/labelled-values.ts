import { attributeKey } from '../core/gazetteer/same-attribute.ts';

/** A value that a text gives under its name. UTF-16 offsets, end exclusive; never blank at its ends. */
export interface LabelledValue {
  /** The name as the text spells it. */
  label: string;
  start: number;
  end: number;
}

/**
 * `Net weight: 100 g`, 产地：日本, 【材质】纯棉. A label is short, and stands at the beginning of the text, of a line or behind a mark; a Chinese
 * one also behind a space. Every repetition is bounded.
 */
const LABEL = new RegExp(
  [
    String.raw`【([^】\n]{1,20})】 ?[:：]?`,
    String.raw`(?<=\s)([\u3400-\u9fff]{2,8}) ?[:：]`,
    String.raw`(?<=^|[\n\r。；;|•·●■◆✓√\]】)）>、，,]|\. )[\s*–—-]{0,8}([^\s:：,，.。;；|【】/\d][^:：,，.。;；|【】\n]{0,38}?) ?[:：](?!//)`,
  ].join('|'),
  'g',
);

/** Where a value ends: a line, a sentence, a mark between fields; a point or comma in a number does not end it. */
const END = /[\n\r。；;|•●■◆！？!?]|\.(?:\s|$)/;

/** A list's separator. A comma in a number is none. */
const SEPARATOR = /\s*(?:[、，]|,(?!\d))\s*/;

/** The longest value, in UTF-16 units: more is a sentence. */
const LONGEST = 40;

/**
 * The values that a text gives under a label, in order; of a list each: `Material: cotton, silk`. Text after a label that goes on like a
 * sentence gives none. Empty where there are no labels. Linear in the length.
 */
export function labelledValues(text: string): LabelledValue[] {
  // A time of day is no label: `Sat 12:30`.
  const labels = [...text.matchAll(LABEL)].filter(
    ({ 0: all, index }) => !/\d[:：]$/.test(all) || !/\d/.test(text.charAt(index + all.length)),
  );
  return labels.flatMap((match, i) => {
    const from = match.index + match[0].length;
    const rest = text.slice(from, Math.min(labels[i + 1]?.index ?? text.length, from + LONGEST * 4));
    const stop = END.exec(rest)?.index ?? rest.length;
    const values: LabelledValue[] = [];
    let start = from;
    for (const part of rest.slice(0, stop).split(new RegExp(`(${SEPARATOR.source})`))) {
      const value = part.trim();
      const at = start + part.length - part.trimStart().length;
      start += part.length;
      if (value === '' || SEPARATOR.test(value)) continue;
      // What is long or holds a further label is a sentence: nothing after it is a value of this label either.
      if (value.length > LONGEST || /[:：](?!\d)/.test(value)) break;
      values.push({ label: (match[1] ?? match[2] ?? match[3] ?? '').trim(), start: at, end: at + value.length });
    }
    return values;
  });
}

/** The labelled values of a text under a name, or a synonym of it in either language. */
export function valuesLabelled(values: readonly LabelledValue[], name: string): LabelledValue[] {
  const key = attributeKey(name);
  return values.filter(({ label }) => attributeKey(label) === key);
}
