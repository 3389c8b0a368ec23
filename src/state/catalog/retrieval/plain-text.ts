const TAG = /<(?:\/?[a-z][^<>]{0,2000}|!--[\s\S]{0,5000}?--)>/gi;
const STYLE = /<(script|style)\b[^<>]{0,2000}>[\s\S]{0,50000}?<\/\1\s{0,9}>/gi;
const ENTITY = /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));/gi;
const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  deg: '°',
  times: '×',
  eacute: 'é',
};

/** The text of a description that may be HTML: tags, scripts and styles become spaces, entities their characters. */
export function plainText(text: string): string {
  if (!/[<&]/.test(text)) return text;
  return text
    .replace(STYLE, ' ')
    .replace(TAG, ' ')
    .replace(ENTITY, (whole, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return NAMED[name.toLowerCase()] ?? whole;
      const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
      return code > 0 && code <= 0x10_ff_ff ? String.fromCodePoint(code) : ' ';
    });
}
