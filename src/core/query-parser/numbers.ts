/** A number in a query. Offsets are UTF-16 code units, end exclusive; `value` is finite and ≥ 0. */
export interface NumberMention {
  value: number;
  start: number;
  end: number;
  /** Written in words: Chinese numerals or English number words. These mean a number only beside a unit or a cue. */
  numeral: boolean;
  /** Stands directly behind a letter or a model number's hyphen (`iphone13`, `sm-50`). */
  glued: boolean;
}

const DIGITS = '零一二三四五六七八九';
const SCALES: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000, 万: 1e4, 亿: 1e8 };
const HALVES: Readonly<Record<string, number>> = { '½': 0.5, '¼': 0.25, '¾': 0.75 };
const WORDS: Readonly<Record<string, number>> = {
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  twelve: 12,
  fifteen: 15,
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
  hundred: 100,
  thousand: 1000,
  half: 0.5,
};
const DENOMINATORS = new Set([2, 3, 4, 5, 8, 16, 32, 64]);
const NUMBER = new RegExp(
  '(?:\\d+(?:,\\d{3}(?!\\d))*(?:\\.\\d+)?|[½¼¾])' +
    `|[〇${DIGITS}两十百千万亿半](?:[〇${DIGITS}十百千万亿]|(?<=[百千万亿])两)*` +
    '|(?<![a-z])(?:' +
    Object.keys(WORDS).join('|') +
    ')(?![a-z])',
  'g',
);

/**
 * The value of a Chinese numeral: 三十五 → 35, 两千五 → 2500, 一万二 → 12000, 半 → 0.5, 百 → 100, 二零二四 → 2024.
 * `null` where it isn't one number (三五, 五六百) or is longer than 12 characters.
 */
export function parseChineseNumber(numeral: string): number | null {
  if (numeral.length === 0 || numeral.length > 12) return null;
  if (numeral === '半') return 0.5;
  const text = numeral.replaceAll('〇', '零').replaceAll('两', '二');
  if (/^[零一二三四五六七八九]+$/.test(text)) {
    if (text.length === 2) return null;
    return Number([...text].map((digit) => DIGITS.indexOf(digit)).join(''));
  }
  let total = 0;
  let section = 0;
  let digit: number | null = null;
  let lastScale = 0;
  let afterZero = false;
  for (const character of text) {
    const scale = SCALES[character];
    if (scale === undefined) {
      const value = DIGITS.indexOf(character);
      if (value < 0 || (digit !== null && !afterZero)) return null;
      afterZero = value === 0;
      digit = value;
      continue;
    }
    if (scale >= 1e4) {
      total = (total + section + (digit ?? (section === 0 && total === 0 ? 1 : 0))) * scale;
      section = 0;
    } else section += (digit ?? 1) * scale;
    digit = null;
    afterZero = false;
    lastScale = scale;
  }
  if (digit === null) return total + section;
  const short = lastScale >= 100 && SCALES[text.charAt(text.length - 2)] !== undefined;
  return total + section + (short ? (digit * lastScale) / 10 : digit);
}

function valueOf(text: string): number | null {
  const known = WORDS[text] ?? HALVES[text];
  if (known !== undefined) return known;
  if (text.charCodeAt(0) > 0x39) return parseChineseNumber(text);
  return text.length > 16 ? null : Number(text.replaceAll(',', ''));
}

function joinFractions(folded: string, mentions: NumberMention[]): NumberMention[] {
  const joined: NumberMention[] = [];
  for (let i = 0; i < mentions.length; i++) {
    const top = mentions[i];
    const bottom = mentions[i + 1];
    if (top === undefined) break;
    let mention = top;
    if (bottom !== undefined && folded.slice(top.end, bottom.start) === '/' && DENOMINATORS.has(bottom.value)) {
      if (top.value > 0 && top.value < bottom.value && /^\d+$/.test(folded.slice(bottom.start, bottom.end))) {
        mention = { ...top, value: top.value / bottom.value, end: bottom.end };
        i++;
      }
    }
    const whole = joined.at(-1);
    const fraction = mention.value < 1 && mention.value > 0 && /[/½¼¾]/.test(folded.slice(mention.start, mention.end));
    if (
      fraction &&
      whole !== undefined &&
      Number.isInteger(whole.value) &&
      /^[ -]?$/.test(folded.slice(whole.end, mention.start))
    ) {
      joined[joined.length - 1] = { ...whole, value: whole.value + mention.value, end: mention.end };
    } else joined.push(mention);
  }
  return joined;
}

/**
 * Finds the numbers of a folded query in order: digits with thousands and decimals, fractions (`1 1/2`, ½), Chinese
 * numerals, a few English number words, digits with a Chinese scale (1万, 3千). Runs of more than 16 digits aren't numbers.
 */
export function findNumbers(folded: string): NumberMention[] {
  const mentions: NumberMention[] = [];
  for (const match of folded.matchAll(NUMBER)) {
    const text = match[0];
    const start = match.index;
    const end = start + text.length;
    const previous = mentions.at(-1);
    if (previous !== undefined && previous.end === start && !previous.numeral && /^[百千万亿]+$/.test(text)) {
      if (text === '千' && /[克瓦米卡伏帕]/.test(folded.charAt(end))) continue;
      if (text === '万' && /[像]/.test(folded.charAt(end))) continue;
      previous.value *= parseChineseNumber(text) ?? 1;
      previous.end = end;
      continue;
    }
    const value = valueOf(text);
    if (value === null) continue;
    const numeral = !/^[\d½¼¾]/.test(text);
    const glued = !numeral && /[a-z_]$|[a-z]-$|\d\.$/.test(folded.slice(Math.max(0, start - 2), start));
    mentions.push({ value, start, end, numeral, glued });
  }
  return joinFractions(folded, mentions);
}
