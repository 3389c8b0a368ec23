/** A process that writes batches to the catalogue `shop` in the folder that it is given, from a number on, and tells each when it is durable. */
import { writeSync } from 'node:fs';
import { stateThread } from '../../src/platform/node/state-thread.ts';
import { batchOf } from './numbered-batch.ts';

const [directory = '', first = '0'] = process.argv.slice(2);
const catalog = stateThread({ directory, shards: 1 }).catalog('shop');
for (let number = Number(first); ; number++) {
  await catalog.upsert(batchOf(number));
  writeSync(1, `${number}\n`);
}
