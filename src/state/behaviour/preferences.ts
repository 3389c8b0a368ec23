import type { Preferences } from './port.ts';

/** Those of a shopper who said nothing. */
export const UNSAID: Preferences = { likes: [], dislikes: [], hidden: [], personalise: true };

/** What two said who are one: on what both spoke of, `own` stands. */
export function joinedPreferences(own: Preferences, other: Preferences): Preferences {
  const said = new Set([...own.likes, ...own.dislikes].map(keyOf));
  const fresh = (values: Preferences['likes']) => values.filter((one) => !said.has(keyOf(one)));
  return {
    likes: [...own.likes, ...fresh(other.likes)],
    dislikes: [...own.dislikes, ...fresh(other.dislikes)],
    hidden: [...new Set([...own.hidden, ...other.hidden])],
    personalise: own.personalise,
  };
}

function keyOf({ name, value }: Preferences['likes'][number]): string {
  return `${name}\n${value}`;
}
