const OPENING = /<(?:(script|style)\b|!--)/gi;
const TAG = /<\/?[a-z][^<>]*>/gi;
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

/** The text of a description that may be HTML: tags, scripts, styles and comments become spaces, entities their characters. Linear in the length. */
export function plainText(text: string): string {
  if (!/[<&]/.test(text)) return text;
  return withoutHidden(text)
    .replace(TAG, ' ')
    .replace(ENTITY, (whole, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return NAMED[name.toLowerCase()] ?? whole;
      const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
      return code > 0 && code <= 0x10_ff_ff ? String.fromCodePoint(code) : ' ';
    });
}

/** Without what a browser does not show; what is never closed stays. */
function withoutHidden(text: string): string {
  let shown = '';
  let done = 0;
  const lower = text.toLowerCase();
  for (const opening of text.matchAll(OPENING)) {
    if (opening.index < done) continue;
    const closing = opening[1] === undefined ? '-->' : `</${opening[1].toLowerCase()}`;
    const end = lower.indexOf(closing, opening.index);
    if (end < 0) break;
    shown += `${text.slice(done, opening.index)} `;
    done = opening[1] === undefined ? end + closing.length : end;
  }
  return shown + text.slice(done);
}
