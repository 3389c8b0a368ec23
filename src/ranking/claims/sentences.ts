/**
 * Where a sentence ends in a text: behind 。！？!?… or a line break, and behind a full stop that is followed by white space and no small
 * letter (so not in `1.7 L` or `approx. two`) and no number of a list's item, each with the quotes, brackets and sources (`[product:k1]`) that close it.
 */
const END =
  /(?:[。！？!?…]+|(?<!(?:^|\n)\s*\d{1,2})\.(?=["'”’)\]]*(?:\s+(?![a-z])|\s*[[【]|\s*$)))["'”’」』)）]*(?:\s*[[【][^\]】\n]{1,300}[\]】])*|\n+/g;

/** A text cut behind each sentence. Joined, the pieces are the text. Empty for the empty text. */
export function sentencesOf(text: string): string[] {
  const sentences: string[] = [];
  let from = 0;
  for (const match of text.matchAll(END)) {
    const end = match.index + match[0].length;
    sentences.push(text.slice(from, end));
    from = end;
  }
  if (from < text.length) sentences.push(text.slice(from));
  return sentences;
}
