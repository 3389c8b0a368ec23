import { foldText } from '../fold-text.ts';
import { stemWord } from '../tokenize-words.ts';
import { SAME_ATTRIBUTES } from './words/same-attributes.ts';

let groups: Map<string, string> | undefined;

/** A name without case, width, marks, plural and a unit or choice in brackets: `Color(s)`, `Weight (kg)`. */
function normalise(name: string): string {
  const folded = foldText(name.slice(0, 200)).replace(/ ?[([{【（][^)\]}】）]{0,20}[)\]}】）] ?$/, '');
  const words = folded.replaceAll(/[\s_:：.-]+/g, ' ').trim();
  const space = words.lastIndexOf(' ') + 1;
  return words.slice(0, space) + stemWord(words.slice(space));
}

/**
 * A key that two names share if they ask for the same attribute: one spelling up to case, width and plural, or synonyms that the lists
 * know, in either language (`Country of Origin`, made_in and 产地). Weight and voltage do not share one. Total for any string.
 */
export function attributeKey(name: string): string {
  if (groups === undefined) {
    groups = new Map();
    for (const group of SAME_ATTRIBUTES.trim().split(/\s+/)) {
      const names = group.split('=').map(normalise);
      for (const spelling of names) if (!groups.has(spelling)) groups.set(spelling, names[0] ?? '');
    }
  }
  const normal = normalise(name);
  return groups.get(normal) ?? normal;
}
