import type { Call, Inputs, Role } from '../port.ts';

/** The form under which texts count as the same: NFKC, white space collapsed, trimmed. Applied twice it is the same as once. */
export function canonicalText(text: string): string {
  return text.normalize('NFKC').replace(/\s+/g, ' ').trim();
}

const asIs = (text: string): string => text;

/** `text` with its length ahead, so that what follows it can't be taken for part of it. */
const framed = (text: string): string => `${text.length}:${text}`;

type Form = (text: string) => string;

/** What an input is to the model, as one string, with its texts in the form given. Tags keep the exact text, since offsets must fit it. */
const inputKeys: { [R in Role]: (input: Inputs[R], form: Form) => string } = {
  embed: ({ text, as }, form) => (as === 'query' ? 'q' : 'd') + form(text),
  intent: (text, form) => form(text),
  tags: ({ text, name }) => (name === undefined ? `-${text}` : framed(name) + text),
  match: ({ query, text }, form) => framed(form(query)) + form(text),
};

/** Keys of one account's inputs. */
export interface ItemKeys<R extends Role> {
  /** The key of the input as it stands: cheap, and itself the canonical key of an input that is in canonical form. */
  exact(input: Inputs[R]): string;
  /** Equal for all inputs that get the same answer. */
  canonical(input: Inputs[R]): string;
}

/** The keys of one role and revision. Those of different accounts, roles or revisions never meet. */
export function itemKeys<R extends Role>(role: R, revision: string): (call: Call) => ItemKeys<R> {
  const inputKey: (input: Inputs[R], form: Form) => string = inputKeys[role];
  const model = framed(role) + framed(revision);
  return ({ account }) => {
    const prefix = framed(account) + model;
    return {
      exact: (input) => prefix + inputKey(input, asIs),
      canonical: (input) => prefix + inputKey(input, canonicalText),
    };
  };
}

/** The keys of a whole model call as one string. */
export function framedKeys(keys: Iterable<string>): string {
  let all = '';
  for (const key of keys) all += framed(key);
  return all;
}

/** Hexadecimal HMAC-SHA256 of a text. */
export async function keyedHash(secret: CryptoKey, text: string): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.sign('HMAC', secret, new TextEncoder().encode(text)));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
