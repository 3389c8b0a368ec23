import { eventsResponse } from '../../contract/events.ts';
import { batches, inOrder } from '../batches.ts';
import type { Client } from '../client.ts';
import type { Row } from '../import/rows.ts';
import { Tally } from '../import/tally.ts';
import { type EventChoices, eventMaker, isBulkLine, type SentEvent } from './event-of.ts';

/** Events of one request, and its bytes: the API takes 1,000 and 1 MiB. */
const BATCH = { items: 500, bytes: 900_000 };

/** How an import went. */
export interface EventReport {
  rows: number;
  accepted: number;
  duplicates: number;
  rejected: number;
  /** Actions of UBI that nothing is learnt of. */
  unused: number;
  /** Why events were rejected. */
  rejects: Tally;
  /** What the linter remarks on those that were accepted, and what is unused. */
  remarks: Tally;
  /** Fields of other words that were read as ours. */
  read: Set<string>;
}

/** What is done besides on the way. */
export interface EventHooks {
  /** Rows done from the file's beginning on, without a gap. */
  done(rows: number): Promise<void>;
  reject(reject: { line: number; errors: unknown; event?: SentEvent }): void;
}

type Item = { line: number; size: number } & ({ event: SentEvent } | { fault: string } | { isBulk: true });

/** Makes events of rows and sends them in the order of the file. The first `skip` rows are left out. */
export async function importEvents(
  rows: AsyncIterable<Row>,
  { skip, ...choices }: EventChoices & { skip: number },
  client: Client,
  hooks: EventHooks,
  signal: AbortSignal,
): Promise<EventReport> {
  const report: EventReport = {
    rows: 0,
    accepted: 0,
    duplicates: 0,
    rejected: 0,
    unused: 0,
    rejects: new Tally(),
    remarks: new Tally(),
    read: new Set(),
  };
  const make = eventMaker(choices);
  const items = async function* (): AsyncGenerator<Item> {
    let before = 0;
    for await (const row of rows) {
      before += 1;
      // What was done before is made again, since times may follow from it.
      const item: Item =
        'fault' in row
          ? { line: row.line, size: 0, fault: row.fault }
          : isBulkLine(row.values)
            ? { line: row.line, size: 0, isBulk: true }
            : itemOf(row.line, make(row));
      if (before > skip) yield item;
    }
  };
  const groups = batches(items(), { ...BATCH, size: ({ size }) => size, patience: 1_000 });
  const work = async (group: Item[]) => {
    const events = group.flatMap((item) => ('event' in item ? [item.event] : []));
    if (events.length === 0) return { group, results: [], warnings: [] };
    const { results, warnings = [] } = await client.ask('/v1/events', { events }, eventsResponse, signal);
    return { group, results, warnings };
  };
  let done = skip;
  // One request at a time: events keep their order.
  for await (const { group, results, warnings } of inOrder(groups, 1, work, signal)) {
    for (const warning of warnings) {
      const read = /^read (.+?) \(\d+ events?\)$/.exec(warning)?.[1];
      if (read !== undefined) report.read.add(read);
    }
    let next = 0;
    for (const item of group) {
      if ('isBulk' in item) continue;
      report.rows += 1;
      const result = 'event' in item ? results[next++] : undefined;
      if (result !== undefined && result.status !== 'rejected') {
        report[result.status === 'accepted' ? 'accepted' : 'duplicates'] += 1;
        const { code, codes = code === undefined ? [] : [code] } = result;
        for (const each of codes) report.remarks.add(each, item.line);
        continue;
      }
      if (result?.code === 'unused_action' && 'event' in item) {
        report.unused += 1;
        report.remarks.add(
          `action_name ${JSON.stringify(item.event['action_name'])} says nothing that is used`,
          item.line,
        );
        continue;
      }
      report.rejected += 1;
      const errors = 'fault' in item ? [{ path: '', message: item.fault }] : (result?.errors ?? []);
      const [first] = errors;
      const reason = first === undefined ? 'has no answer' : `${first.path} ${first.message}`.trim();
      report.rejects.add(reason, item.line);
      hooks.reject({ line: item.line, errors, ...('event' in item ? { event: item.event } : {}) });
    }
    done += group.length;
    await hooks.done(done);
  }
  return report;
}

function itemOf(line: number, event: SentEvent): Item {
  return { line, size: Buffer.byteLength(JSON.stringify(event)), event };
}
