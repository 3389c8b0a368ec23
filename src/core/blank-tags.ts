// The bounds keep what only looks like a tag from being read to the end again and again.
const MARKUP =
  /<(script|style)\b[^<>]{0,2000}>[^]{0,20000}?<\/\1\s{0,9}>|<!--[^]{0,5000}?-->|<[!/]?[a-z][^<>]{0,2000}>/gi;

/** A text with its HTML tags, comments and scripts as spaces: it keeps its length, so places in it stay what they are. `a < b` has none. */
export function blankTags(text: string): string {
  return text.includes('<') ? text.replaceAll(MARKUP, (tag) => ' '.repeat(tag.length)) : text;
}
