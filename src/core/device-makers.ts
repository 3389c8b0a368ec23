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

let index: { makerOf: ReadonlyMap<string, string>; names: RegExp } | undefined;

/** Built on first use, not at import, since a Worker's start-up is timed. */
function load(): NonNullable<typeof index> {
  const makerOf = new Map(
    MAKERS.flatMap((line) => {
      const names = line.split(' ');
      return names.map((name): [string, string] => [name, names[0] ?? name]);
    }),
  );
  // Longest first, so that a name is not taken for a shorter one; Latin names are whole words, but for a number after them.
  const patterns = [...makerOf.keys()]
    .toSorted((a, b) => b.length - a.length)
    .map((name) => (name.charCodeAt(0) < 0x80 ? `(?<![a-z])${name}(?![a-z])` : name));
  return { makerOf, names: new RegExp(patterns.join('|'), 'g') };
}

/** The makers of the devices that a text names, in either language: `红米 Note 13 手机壳` → `xiaomi`. Empty where it names none. */
export function deviceMakers(text: string): Set<string> {
  index ??= load();
  const { makerOf, names } = index;
  return new Set([...foldText(text).matchAll(names)].map(([name]) => makerOf.get(name) ?? name));
}
