import { dayOf } from '../http/tally.ts';
import type { Account } from '../state/account/port.ts';
import type { IngestContext } from '../tasks/ingest/ingest.ts';

/** Has ingest count the vectors of an account's products a day. Names with a `~` are of the sample and of documents, which are no products of a shop's. */
export function countedVectors(account: string, open: (account: string) => Account): Pick<IngestContext, 'embedded'> {
  if (account.includes('~')) return {};
  return { embedded: async (vectors) => await open(account).count([], [{ day: dayOf(Date.now()), ...vectors }]) };
}
