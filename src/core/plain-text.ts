const OPENING = /<(?:(script|style)\b|!--)/gi;
const TAG = /<[/!]?[a-z][^<>]*>/gi;
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

/**
 * A text with its HTML tags, comments, scripts and styles as spaces: it keeps its length, so places in it stay what they are. `a < b` has none.
 * Linear in the length.
 */
export function blankTags(text: string): string {
  return replaceTags(text, (hidden) => ' '.repeat(hidden.length));
}

/** The text of a description that may be HTML: tags and what they hide as a space, entities as their characters. Linear in the length. */
export function plainText(text: string): string {
  if (!/[<&]/.test(text)) return text;
  return replaceTags(text, () => ' ').replaceAll(ENTITY, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return NAMED[name.toLowerCase()] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
    return code > 0 && code <= 0x10_ff_ff ? String.fromCodePoint(code) : ' ';
  });
}

function replaceTags(text: string, by: (hidden: string) => string): string {
  return text.includes('<') ? withoutHidden(text, by).replaceAll(TAG, by) : text;
}

/** Replaces what a browser does not show; what is never closed stays. */
function withoutHidden(text: string, by: (hidden: string) => string): string {
  let shown = '';
  let done = 0;
  // Only Latin letters: others may change their length.
  const lower = text.replaceAll(/[A-Z]+/g, (letters) => letters.toLowerCase());
  for (const opening of text.matchAll(OPENING)) {
    if (opening.index < done) continue;
    const closing = opening[1] === undefined ? '-->' : `</${opening[1].toLowerCase()}`;
    const end = lower.indexOf(closing, opening.index);
    if (end < 0) break;
    const next = opening[1] === undefined ? end + closing.length : end;
    shown += text.slice(done, opening.index) + by(text.slice(opening.index, next));
    done = next;
  }
  return shown + text.slice(done);
}
