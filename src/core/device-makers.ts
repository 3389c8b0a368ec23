import { foldText } from './fold-text.ts';

/** Makers of devices that other goods are made for, each with the names that its devices go by. A name that several makers use is not here. */
const MAKERS: readonly string[] = [
  'apple 苹果 iphone ipad macbook airpods imac',
  'samsung 三星 galaxy',
  'xiaomi 小米 redmi 红米 poco',
  'huawei 华为 mate pura 畅享',
  'honor 荣耀',
  'oppo reno',
  'vivo iqoo',
  'oneplus 一加',
  'realme 真我',
  'google pixel',
  'motorola 摩托罗拉 moto',
  'meizu 魅族',
  'nokia 诺基亚',
  'nintendo 任天堂 switch',
  'playstation ps4 ps5',
  'kindle',
  'thinkpad',
  'gopro',
  'dji 大疆 mavic',
];

const makerOf = new Map(
  MAKERS.flatMap((names) => names.split(' ').map((name): [string, string] => [name, names.split(' ')[0] ?? name])),
);
// Longest first, so that a name is not taken for a shorter one; Latin names are whole words, but for a number after them.
const NAMES = new RegExp(
  [...makerOf.keys()]
    .toSorted((a, b) => b.length - a.length)
    .map((name) => (name.charCodeAt(0) < 0x80 ? `(?<![a-z])${name}(?![a-z])` : name))
    .join('|'),
  'g',
);

/** The makers of the devices that a text names, in either language: `红米 Note 13 手机壳` → `xiaomi`. Empty where it names none. */
export function deviceMakers(text: string): Set<string> {
  return new Set([...foldText(text).matchAll(NAMES)].map(([name]) => makerOf.get(name) ?? name));
}
