import type { ShopperPatch, ShopperResponse } from '../contract/shoppers.ts';
import { AppError } from '../core/error.ts';
import type { Behaviour, Preferences, Shopper } from '../state/behaviour/port.ts';
import { UNSAID } from '../state/behaviour/preferences.ts';
import { unknownShopper } from '../state/behaviour/unknown-shopper.ts';

/** What is believed of a shopper. Throws `not_found`. */
export async function shopperTask(id: string, behaviour: Behaviour): Promise<ShopperResponse> {
  const found = await behaviour.shopper(id);
  if (found === null) throw unknownShopper(id);
  return told(found);
}

/** Changes what was said; each list that is given replaces the one before. */
export async function patchShopperTask(
  id: string,
  patch: ShopperPatch,
  behaviour: Behaviour,
): Promise<ShopperResponse> {
  const { likes, dislikes, sizes, hidden, personalise } = patch;
  const change: Partial<Preferences> = {
    ...(dislikes === undefined ? {} : { dislikes: dislikes.map(comparable) }),
    ...(hidden === undefined ? {} : { hidden: [...new Set(hidden)] }),
    ...(personalise === undefined ? {} : { personalise }),
  };
  if (likes !== undefined || sizes !== undefined) {
    const former = (await behaviour.shopper(id))?.preferences ?? UNSAID;
    const said = likes?.map(comparable) ?? former.likes;
    const sized = sizes?.map((value) => comparable({ name: 'size' as const, value }));
    change.likes = sized === undefined ? said : [...said.filter(({ name }) => name !== 'size'), ...sized];
  }
  return told(await behaviour.prefer(id, change));
}

/** `from` becomes part of the shopper. Throws `not_found` when nothing is known of `from`. */
export async function mergeShopperTask(id: string, from: string, behaviour: Behaviour): Promise<ShopperResponse> {
  if (id === from) {
    throw new AppError('validation_failed', { errors: [{ path: 'from', message: 'must be another one than the id' }] });
  }
  return told(await behaviour.merge(from, id));
}

/** Forgets a shopper. Throws `not_found`. */
export async function removeShopperTask(id: string, behaviour: Behaviour): Promise<{ id: string; deleted: true }> {
  if (!(await behaviour.forget(id))) throw unknownShopper(id);
  return { id, deleted: true };
}

/** Values are compared in lower case, as traits have them. */
function comparable<Name>({ name, value }: { name: Name; value: string }): { name: Name; value: string } {
  return { name, value: value.trim().toLowerCase() };
}

function told({ id, guest, events, firstSeen, lastSeen, preferences, affinities, history }: Shopper): ShopperResponse {
  return {
    id,
    guest,
    events,
    first_seen: new Date(firstSeen).toISOString(),
    last_seen: new Date(lastSeen).toISOString(),
    preferences,
    affinities,
    history: history
      .toReversed()
      .map(({ productId, type, at }) => ({ product_id: productId, type, at: new Date(at).toISOString() })),
  };
}
