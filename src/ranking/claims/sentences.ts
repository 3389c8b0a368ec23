/**
 * Where a sentence ends that begins at the beginning of a text: behind 。！？!?… or line breaks, or behind a full stop that is followed by
 * white space and no small letter (so not in `1.7 L` or `approx. two`) and is no number of a list's item, each with the quotes, brackets
 * and sources (`[product:k1]`) that close it.
 */
const END =
  /(?:[。！？!?…]+|\n+|(?<!^\s*\d{1,2})\.(?=["'”’)\]]*(?:\s+(?![a-z\s])|\s*[[【]|\s*$)))["'”’」』)）]*(?:\s*[[【][^\]】\n]{1,300}[\]】])*/;

/** A text cut behind each sentence. Joined, the pieces are the text. Empty for the empty text. */
export function sentencesOf(text: string): string[] {
  const sentences: string[] = [];
  let rest = text;
  for (let match = END.exec(rest); match !== null; match = END.exec(rest)) {
    const end = match.index + match[0].length;
    sentences.push(rest.slice(0, end));
    rest = rest.slice(end);
  }
  return rest === '' ? sentences : [...sentences, rest];
}
