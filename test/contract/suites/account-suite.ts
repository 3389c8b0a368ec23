import { describe, expect, test } from 'vitest';
import type { Account, Figures, KeptAnswer, Proposal } from '../../../src/state/account/port.ts';

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

    test('a decision is kept as it was first told, and others are unknown', async () => {
      const account = open();
      expect(await account.decision('d')).toBeNull();
      await account.keepDecision('d', '{"名":1}');
      await account.keepDecision('d', '{"名":2}');
      expect(await account.decision('d')).toBe('{"名":1}');
      expect(await account.decision('e')).toBeNull();
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

    const proposal = (weight: number, verdict: Proposal['verdict'] = 'live'): Proposal => ({
      parameters: { weight, 名: '值' },
      evidence: { gain: 0.1, rows: 900 } satisfies Figures,
      verdict,
      at: 1_000 + weight,
    });

    test('nothing is learnt at first: what is shipped is in use', async () => {
      const account = open();
      expect(await account.learnt('recommend')).toBeNull();
      expect(await account.versions('recommend')).toEqual([]);
      expect(await account.learning('recommend')).toEqual({ live: null, former: null, frozen: false, revertedAt: 0 });
      expect(await account.revert('recommend', 0)).toBeNull();
      expect(await account.learning('recommend')).toMatchObject({ revertedAt: 0 });
    });

    test('versions count up, each scope for itself; what is refused is kept and not used', async () => {
      const account = open();
      expect(await account.propose('recommend', proposal(1))).toEqual({ version: 1, ...proposal(1) });
      await account.propose('recommend', proposal(2, 'refused'));
      await account.propose('recommend', proposal(3));
      await account.propose('match', proposal(4));
      expect(await account.versions('recommend')).toEqual([
        { version: 3, ...proposal(3) },
        { version: 2, ...proposal(2, 'refused') },
        { version: 1, ...proposal(1) },
      ]);
      expect(await account.learnt('recommend')).toEqual({ version: 3, ...proposal(3) });
      expect((await account.learning('recommend')).former).toEqual({ version: 1, ...proposal(1) });
      expect(await account.learnt('match')).toEqual({ version: 1, ...proposal(4) });
    });

    test('it goes back to any version that was in use, and to what is shipped', async () => {
      const account = open();
      const before = Date.now();
      for (const weight of [1, 2, 3]) await account.propose('recommend', proposal(weight));
      await account.propose('recommend', proposal(4, 'refused'));
      expect(await account.revert('recommend', 1)).toMatchObject({ version: 1 });
      const { revertedAt, ...state } = await account.learning('recommend');
      expect(state).toMatchObject({ live: { version: 1 }, former: { version: 1 }, frozen: false });
      expect(revertedAt).toBeGreaterThanOrEqual(before);
      expect(await account.revert('recommend', 3)).toMatchObject({ version: 3 });
      expect(await account.revert('recommend', 0)).toBeNull();
      expect(await account.learnt('recommend')).toBeNull();
      await expect(account.revert('recommend', 9)).rejects.toMatchObject({ code: 'not_found' });
      await expect(account.revert('recommend', 4)).rejects.toMatchObject({ code: 'validation_failed' });
      expect((await account.propose('recommend', proposal(5))).version).toBe(5);
    });

    test('what is frozen stays as it is until it may learn on', async () => {
      const account = open();
      await account.propose('recommend', proposal(1));
      await account.freeze('recommend', true);
      expect(await account.propose('recommend', proposal(2))).toMatchObject({ version: 2, verdict: 'refused' });
      expect(await account.learning('recommend')).toMatchObject({ live: { version: 1 }, frozen: true });
      expect(await account.learning('match')).toMatchObject({ frozen: false });
      expect(await account.revert('recommend', 0)).toBeNull();
      await account.freeze('recommend', false);
      await account.propose('recommend', proposal(3));
      expect(await account.learnt('recommend')).toMatchObject({ version: 3 });
    });

    test('the last 50 are kept, and what is in use however old', async () => {
      const account = open();
      await account.propose('recommend', proposal(1));
      await account.propose('recommend', proposal(2));
      for (let i = 0; i < 55; i++) await account.propose('recommend', proposal(3 + i, 'refused'));
      const kept = (await account.versions('recommend')).map(({ version }) => version);
      expect(kept).toEqual([...Array.from({ length: 50 }, (_, i) => 57 - i), 2, 1]);
      expect(await account.learnt('recommend')).toMatchObject({ version: 2 });
    });
  });
}
