/** A process that records batches of events of the shop `shop` in the folder that it is given, from a number on, and tells each when it is durable. */
import { writeSync } from 'node:fs';
import { nodeBehaviour } from '../../src/platform/node/behaviour.ts';
import { eventsOf } from './numbered-events.ts';

const [directory = '', first = '0'] = process.argv.slice(2);
const behaviour = nodeBehaviour({ directory, shards: 1 }).of('shop');
for (let number = Number(first); ; number++) {
  await behaviour.record(eventsOf(number), []);
  writeSync(1, `${number}\n`);
}
