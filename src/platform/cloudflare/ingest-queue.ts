import type { MessageBatch } from '@cloudflare/workers-types';
import type { IngestState } from '../../tasks/ingest/ingest.ts';
import type { IngestMessage, ObjectBindings } from './objects.ts';

/** The most pieces of work of one message: a Worker may make 1,000 calls for it, and a piece takes up to ten. */
const MOST_PIECES = 60;

/** The longest pause after a failure, in seconds. */
const LONGEST_PAUSE = 600;

/**
 * Works through the accounts of a batch of messages. Who has more open work than one message's gets another one; after a failure the
 * message comes again, later each time, and at last goes to the dead-letter queue.
 */
export async function consumeIngest(
  batch: MessageBatch<IngestMessage>,
  { INGEST }: ObjectBindings,
  { ingest, failed }: { ingest(account: string): Promise<IngestState>; failed(error: unknown): void },
): Promise<void> {
  const done = new Map<string, Promise<void>>();
  const drain = async (account: string): Promise<void> => {
    try {
      for (let piece = 0; piece < MOST_PIECES; piece++) if ((await ingest(account)) !== 'more') return;
      await INGEST.send({ account });
    } catch (error) {
      failed(error);
      throw error;
    }
  };
  await Promise.all(
    batch.messages.map(async (message) => {
      const { account } = message.body;
      const draining = done.get(account) ?? drain(account);
      done.set(account, draining);
      try {
        await draining;
        message.ack();
      } catch {
        message.retry({ delaySeconds: Math.min(LONGEST_PAUSE, 2 ** message.attempts) });
      }
    }),
  );
}
