import { expect, test } from 'vitest';
import { consumeIngest } from '../../src/platform/cloudflare/ingest-queue.ts';
import type { IngestState } from '../../src/tasks/ingest/ingest.ts';

/** One message for each account, and what the consumer does with it. `ingest` gives the states of an account's pieces, or throws. */
async function consumed(accounts: readonly string[], ingest: (account: string, piece: number) => IngestState) {
  const done: string[] = [];
  const faults: unknown[] = [];
  const pieces = new Map<string, number>();
  const messages = accounts.map((account) => ({
    body: { account },
    attempts: 3,
    ack: () => done.push(`${account} done`),
    retry: ({ delaySeconds }: { delaySeconds: number }) => done.push(`${account} again in ${delaySeconds} s`),
  }));
  const INGEST = { send: async ({ account }: { account: string }) => void done.push(`${account} sent`) };
  await consumeIngest({ messages } as never, { INGEST } as never, {
    ingest: async (account) => {
      const piece = (pieces.get(account) ?? 0) + 1;
      pieces.set(account, piece);
      return Promise.resolve(ingest(account, piece));
    },
    failed: (error) => faults.push(error),
  });
  return { done: done.toSorted(), faults, pieces: Object.fromEntries(pieces) };
}

test('what rests ends a message, and the catalogue’s alarm sends the next one', async () => {
  const told = await consumed(['a', 'b'], (account, piece) =>
    piece < 4 ? 'more' : account === 'a' ? 'later' : 'none',
  );
  expect(told).toEqual({ done: ['a done', 'b done'], faults: [], pieces: { a: 4, b: 4 } });
});

test('a piece that failed is told once, and its message comes again later; others are none the worse', async () => {
  const told = await consumed(['a', 'b', 'a'], (account, piece) => {
    if (account === 'a') throw new Error('attributes of "bad": TypeError');
    return piece < 3 ? 'more' : 'none';
  });
  expect(told.faults).toHaveLength(1);
  expect(told.done).toEqual(['a again in 8 s', 'a again in 8 s', 'b done']);
  expect(told.pieces).toEqual({ a: 1, b: 3 });
});

test('who has much open work gets another message', async () => {
  const { done, pieces } = await consumed(['a'], () => 'more');
  expect([done, pieces]).toEqual([['a done', 'a sent'], { a: 60 }]);
});
