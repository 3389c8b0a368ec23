import { describe, expect, test } from 'vitest';
import type { Account, KeptAnswer } from '../../../src/state/account/port.ts';

/** What is kept of an account, and its promises. `open` gives a new one. */
export function accountSuite(name: string, open: () => Account): void {
  describe(`account: ${name}`, () => {
    const answer: KeptAnswer = { status: 200, contentType: 'application/json', body: '{"名":"值"}' };

    test('a write happens once under a key', async () => {
      const account = open();
      expect(await account.begin('k', 'request', 60_000)).toEqual({ state: 'new' });
      expect(await account.begin('k', 'request', 60_000)).toEqual({ state: 'running' });
      expect(await account.begin('k', 'another', 60_000)).toEqual({ state: 'other' });
      expect(await account.begin('l', 'another', 60_000)).toEqual({ state: 'new' });
      await account.finish('k', answer);
      expect(await account.begin('k', 'request', 60_000)).toEqual({ state: 'done', answer });
      expect(await account.begin('k', 'another', 60_000)).toEqual({ state: 'other' });
    });

    test('what came to nothing may be tried again, what is done may not', async () => {
      const account = open();
      await account.begin('k', 'request', 60_000);
      await account.release('k');
      expect(await account.begin('k', 'another', 60_000)).toEqual({ state: 'new' });
      await account.finish('k', answer);
      await account.release('k');
      expect(await account.begin('k', 'another', 60_000)).toEqual({ state: 'done', answer });
    });

    test('of several at once one begins', async () => {
      const account = open();
      const all = await Promise.all(Array.from({ length: 10 }, () => account.begin('k', 'request', 60_000)));
      expect(all.filter(({ state }) => state === 'new')).toHaveLength(1);
    });

    test('whoever tells nothing for as long as was said is thought dead', async () => {
      const account = open();
      await account.begin('k', 'request', 30);
      await expect.poll(() => account.begin('k', 'request', 60_000), { timeout: 5_000 }).toEqual({ state: 'new' });
    });
  });
}
