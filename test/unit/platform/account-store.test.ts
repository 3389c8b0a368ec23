import { expect, it } from 'vitest';
import type { Store } from '../../../src/core/store.ts';
import { accountSecrets } from '../../../src/platform/accounts.ts';
import { accountStore } from '../../../src/platform/account-store.ts';
import { memoryStore } from '../../../src/state/store/memory.ts';

const hashes = ['shop', 'rival'].map((account, i) => ({ account, hash: new Uint8Array(32).fill(i + 1) }));
const secret = accountSecrets(hashes);

it('keeps what an account puts, under names that tell nothing and that no other account has', async () => {
  const names: string[] = [];
  const inner = memoryStore();
  const store: Store = {
    get: async (key) => {
      names.push(key);
      return await inner.get(key);
    },
    put: async (...entry) => await inner.put(...entry),
  };
  const shop = accountStore(store, secret('shop'));
  await shop.put('red dress', 'value', 60);
  expect(await shop.get('red dress')).toBe('value');
  expect(await shop.get('blue dress')).toBeNull();
  expect(await accountStore(store, secret('rival')).get('red dress')).toBeNull();
  expect(new Set(names).size).toBe(3);
  for (const name of names) expect(name).toMatch(/^[\da-f]{64}$/);
});

it('has nothing where the store fails or hangs, and no write rejects', async () => {
  const failing: Store = {
    get: () => Promise.reject(new Error('down')),
    put: () => Promise.reject(new Error('down')),
  };
  const shop = accountStore(failing, secret('shop'));
  expect(await shop.get('a')).toBeNull();
  await expect(shop.put('a', 'b', 60)).resolves.toBeUndefined();
  const hanging: Store = { get: () => new Promise(() => {}), put: async () => {} };
  expect(await accountStore(hanging, secret('shop')).get('a')).toBeNull();
});
