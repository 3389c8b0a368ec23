/** Who the page is: a guest is known to the API by `session_id`, a shopper by `shopper_id`. */
export interface Identity {
  id: string;
  guest: boolean;
}

/** A guest whom nobody knows. */
export function newGuest(): Identity {
  return { id: `guest-${crypto.randomUUID().slice(0, 8)}`, guest: true };
}

/** The one field of a request that names them. */
export function fieldOf({ id, guest }: Identity): { session_id: string } | { shopper_id: string } {
  return guest ? { session_id: id } : { shopper_id: id };
}

/** The path of what is believed of them. */
export function pathOf({ id }: Identity): string {
  return `/v1/shoppers/${encodeURIComponent(id)}`;
}

/** As an address fragment without `#`. */
export function writeIdentity({ id, guest }: Identity): string {
  return new URLSearchParams({ [guest ? 'guest' : 'shopper']: id }).toString();
}

/** Reads a fragment, with or without `#`; null where it names nobody. */
export function readIdentity(fragment: string): Identity | null {
  const fields = new URLSearchParams(fragment.replace(/^#/, ''));
  const [shopper, guest] = [fields.get('shopper'), fields.get('guest')];
  if (shopper) return { id: shopper, guest: false };
  return guest ? { id: guest, guest: true } : null;
}
