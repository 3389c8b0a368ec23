import { serveThread } from '../../src/platform/node/served-thread.ts';

// A thread that answers what it is asked, asks back, or ends.

const line = serveThread(
  {
    echo: (account) => ({
      say: (value: unknown) => [account, value],
      askBack: (value: unknown) => line.object('asker', account).ask('told', [value]),
      die: () => process.exit(1),
      throw: () => {
        throw new RangeError('a defect');
      },
    }),
  },
  () => undefined,
);
