import { describe, expect, test } from 'vitest';
import { OTHER_VALUES } from '../../../src/state/account/daily-counts.ts';
import type { Account, FeedbackRow } from '../../../src/state/account/port.ts';

/** What judges said and what is counted a day, and the promises of both. `open` gives a new account. */
export function feedbackSuite(name: string, open: () => Account): void {
  let made = 0;
  const row = (changes: Partial<FeedbackRow> = {}): FeedbackRow => {
    made += 1;
    return {
      key: `key-${made}`,
      id: null,
      at: 1_000,
      about: 'relevance',
      source: 'shopper',
      helpful: null,
      relation: 'substitute',
      shown: 'exact',
      reasons: [],
      pair: { pack: 'a', query: 'q', p: [0.7, 0.1, 0.1, 0.1] },
      ...changes,
    };
  };
  const rows = (n: number, changes: Partial<FeedbackRow> = {}): FeedbackRow[] =>
    Array.from({ length: n }, () => row(changes));

  describe(`feedback: ${name}`, () => {
    test('is counted once by its id, and the later of one judge on one pair counts', async () => {
      const account = open();
      const first = row({ id: 'one', at: 1_000 });
      expect((await account.keepFeedback([first, first])).outcomes).toEqual(['accepted', 'duplicate']);
      const later = { ...first, id: 'two', at: 2_000, relation: 'irrelevant' as const };
      const earlier = { ...first, id: 'three', at: 500 };
      expect((await account.keepFeedback([later, earlier])).outcomes).toEqual(['accepted', 'superseded']);
      expect((await account.keepFeedback([first])).outcomes).toEqual(['duplicate']);
      expect(await account.judgedPairs('a', 0)).toEqual([
        {
          source: 'shopper',
          helpful: null,
          relation: 'irrelevant',
          shown: 'exact',
          query: 'q',
          p: [0.7, 0.1, 0.1, 0.1],
        },
      ]);
      expect(await account.judgedPairs('b', 0)).toEqual([]);
      expect(await account.judgedPairs('a', Date.now() + 1_000)).toEqual([]);
    });

    test('is summed up by what was said', async () => {
      const account = open();
      await account.keepFeedback([
        row({ reasons: ['wrong_size', '尺码'] }),
        row({ reasons: ['wrong_size'] }),
        row({ about: 'explanation', source: 'expert', helpful: false, relation: null, shown: null, pair: null }),
      ]);
      const { groups, reasons } = await account.feedbackCounts();
      expect(groups).toContainEqual({
        about: 'relevance',
        source: 'shopper',
        helpful: null,
        relation: 'substitute',
        shown: 'exact',
        n: 2,
        learnable: 2,
      });
      expect(groups).toContainEqual({
        about: 'explanation',
        source: 'expert',
        helpful: false,
        relation: null,
        shown: null,
        n: 1,
        learnable: 0,
      });
      expect(reasons).toEqual([
        { reason: 'wrong_size', n: 2 },
        { reason: '尺码', n: 1 },
      ]);
    });

    test('tells when a calibration is due: at 50 of a pack, then at 20 more or a tenth', async () => {
      const account = open();
      expect((await account.keepFeedback(rows(49))).due).toBe(false);
      expect((await account.keepFeedback(rows(49, { pair: null }))).due).toBe(false);
      expect((await account.keepFeedback(rows(10, { pair: { pack: 'b', query: 'q', p: [1, 0, 0, 0] } }))).due).toBe(
        false,
      );
      expect((await account.keepFeedback(rows(1))).due).toBe(true);
      expect((await account.keepFeedback(rows(19))).due).toBe(false);
      expect((await account.keepFeedback(rows(1))).due).toBe(true);
      expect((await account.keepFeedback(rows(280))).due).toBe(true);
      expect((await account.keepFeedback(rows(30))).due).toBe(false);
      expect((await account.keepFeedback(rows(10))).due).toBe(true);
    });
  });

  describe(`daily counts: ${name}`, () => {
    test('add up by day, name and value', async () => {
      const account = open();
      const one = { day: 100, name: 'intent', value: '找商品', n: 2 };
      await account.count([one, { ...one, n: 3 }, { ...one, day: 101 }], []);
      await account.count([{ ...one, value: 'other', n: 1 }], []);
      expect((await account.counted(100, 100)).counts).toEqual([
        { ...one, value: 'other', n: 1 },
        { ...one, n: 5 },
      ]);
      expect((await account.counted(99, 101)).counts).toHaveLength(3);
      expect(await account.counted(102, 110)).toEqual({ counts: [], vectors: [] });
    });

    test('sums of vectors add up by day and pack', async () => {
      const account = open();
      const one = { day: 100, pack: 'a', n: 2, sum: Float32Array.of(1, 0.5) };
      await account.count([], [one]);
      await account.count(
        [],
        [
          { ...one, n: 1, sum: Float32Array.of(0.25, 0.25) },
          { ...one, pack: 'b' },
        ],
      );
      expect((await account.counted(100, 100)).vectors).toEqual([
        { ...one, n: 3, sum: Float32Array.of(1.25, 0.75) },
        { ...one, pack: 'b' },
      ]);
    });

    test('keep 60 days, and 200 values of a name a day', async () => {
      const account = open();
      await account.count(
        Array.from({ length: 70 }, (_, day) => ({ day, name: 'a', value: 'x', n: 1 })),
        [],
      );
      const days = (await account.counted(0, 100)).counts.map(({ day }) => day);
      expect(days).toEqual(Array.from({ length: 60 }, (_, i) => 10 + i));
      const many = Array.from({ length: 250 }, (_, i) => ({ day: 200, name: 'brand', value: `b${i}`, n: 1 }));
      await account.count(many, []);
      await account.count([{ day: 200, name: 'brand', value: 'b0', n: 1 }], []);
      const { counts } = await account.counted(200, 200);
      expect(counts).toHaveLength(201);
      expect(counts.find(({ value }) => value === OTHER_VALUES)?.n).toBe(50);
      expect(counts.find(({ value }) => value === 'b0')?.n).toBe(2);
    });
  });
}
