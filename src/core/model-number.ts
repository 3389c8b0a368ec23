import { foldText } from './fold-text.ts';
import { matchGazetteer } from './gazetteer/match-gazetteer.ts';
import { quantityUnitAt } from './query-parser/quantities.ts';
import type { TextSpan } from './query-parser/scan.ts';
import { matchUnit } from './query-parser/units.ts';

const CANDIDATE = /(?<![a-z0-9])[a-z0-9]{1,20}(?:[-./][a-z0-9]{1,12}){0,4}(?![a-z0-9])/g;
/** Letters and digits that are no model number: sizes, ordinals, networks, names of device lines, vitamins, standards. */
const OTHER =
  /^(?:\d+(?:st|nd|rd|th|x|p|k|g|s|d|in1|xl|x\d+.*)|[2-9]?x*[sml]|w\d\dl?\d*|(?:iphone|ipad|ipod|mate|note|pixel|airpods|watch|galaxy|ps|xbox|win|ios|model|size|pack|spf|ipx?|led|type|usb|mp|covid|vitamin|pro|mini|max|plus|air|series|gen|omega|mini|us|eu|uk)\d+.*|[a-e]\d{1,2}|q10|h26\d|\d+[/.].*|[a-z]+\.com|s?\d{2,4}s|k?n95|wifi\d|ddr\d.*|pcie.*|f\d\.\d.*|m\.2|\d+iu|\d+(?:pro|max|plus|ultra|mini)|\d+w-\d+|hdmi.*)$/;

/**
 * Finds model numbers: runs of letters and digits (hyphens, dots and slashes inside) such as `SM-G991B`, `WH-1000XM4`,
 * `KFR-35GW`, at least three units with a letter and a digit. Sizes, measures, years and known words aren't.
 * In order; empty where there is none.
 */
export function findModelNumbers(text: string): TextSpan[] {
  const folded = foldText(text);
  const found: TextSpan[] = [];
  for (const match of folded.matchAll(CANDIDATE)) {
    const word = match[0];
    const isbn = ISBN.test(word);
    if (!isbn && (word.length < 3 || !/\d/.test(word) || !/[a-z]/.test(word) || OTHER.test(word))) continue;
    if (!isbn && /^\d/.test(word) && isAmount(word)) continue;
    if (/^[a-z]{3,}-\d{1,2}$/.test(word) || /^\d+-[a-z]{3,}/.test(word)) continue;
    const hits = matchGazetteer(word);
    if (hits.length > 0 && hits[0]?.end === word.length) continue;
    const start = match.index;
    found.push({ text: text.slice(start, start + word.length), start, end: start + word.length });
  }
  return found;
}

/** Thirteen digits of an ISBN. */
const ISBN = /(?<!\d)97[89]\d{10}(?!\d)/;

/** Whether digits with letters behind them are a measure or quantity (500ml, 10-20cm, 12pcs), or several joined by x. */
function isAmount(word: string): boolean {
  const digits = /^\d+(?:[-.]\d+)*/.exec(word)?.[0].length ?? 0;
  const unit = matchUnit(word, digits) ?? quantityUnitAt(word, digits);
  return (
    unit !== null &&
    (unit.end === word.length || /^x?\d/.test(word.slice(unit.end)) || /[-/]/.test(word.charAt(unit.end)))
  );
}
