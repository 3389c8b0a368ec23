import { type Belief, isAbout } from '../../ranking/profile.ts';
import type { Shopper } from '../../state/behaviour/port.ts';

/** What is believed of a shopper: what was said, and what was learnt of all else. Empty for nobody, and for who does not want it used. */
export function beliefsOf(shopper: Shopper | null): Belief[] {
  if (shopper?.preferences.personalise !== true) return [];
  const { affinities, preferences } = shopper;
  const told = (values: typeof preferences.likes, weight: 1 | -1): Belief[] =>
    values.map(({ name, value }) => ({
      name,
      // The only letters of a price band are those of its currency.
      value: name === 'price_band' ? value.toUpperCase() : value.toLowerCase(),
      weight,
      said: true,
    }));
  const said = [...told(preferences.likes, 1), ...told(preferences.dislikes, -1)];
  const isSaid = (name: string, value: string): boolean => said.some((one) => one.name === name && isAbout(one, value));
  const learnt = affinities.filter(({ name, value }) => !isSaid(name, value));
  return [...said, ...learnt.map(({ name, value, weight }) => ({ name, value, weight, said: false }))];
}
