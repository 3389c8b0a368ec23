import { createWriteStream } from 'node:fs';
import { basename, join } from 'node:path';
import { openClient } from '../client.ts';
import { type Command, readWords } from '../command.ts';
import { EVENT_FIELDS, mapEventColumns } from '../events/event-columns.ts';
import { isUbi } from '../events/event-of.ts';
import { type EventReport, importEvents } from '../events/import-events.ts';
import { EXIT, UsageError } from '../exit.ts';
import { valuesOf } from '../import/open-products.ts';
import { openText, peek } from '../import/open-text.ts';
import { openResume } from '../import/resume.ts';
import { FORMATS, readRows } from '../import/rows.ts';
import { createProgress } from '../progress.ts';

/** Rows that the columns are guessed from. */
const LOOKED_AT = 300;

const HELP = `Usage: aisle events import [OPTIONS] FILE|-

Tells a server what shoppers did, from a log: JSON lines in our words or in those of User Behavior Insights (UBI, bulk files too), CSV or
TSV, also gzipped. What the columns are is guessed from their names, in Chinese and English, and shown. Importing a file again counts
nothing twice. Rows without a time follow each other by a minute, from a day ago on. With --url they go to a server, else into the data
folder of this machine, which no server may have open.

Options:
      --map FIELD=COLUMN   what a column is, against the guess; may be repeated. Fields:
                           ${EVENT_FIELDS.join(', ')}
      --type TYPE          of rows that state none: view, click, add_to_cart, purchase, dismiss or search
      --format FORMAT      jsonl, csv or tsv, against the guess
      --encoding NAME      such as gbk or latin1, against the guess
      --rejects FILE       write what was rejected to FILE, one JSON object a line
      --resume             go on where an import of the same file was broken off
  -u, --url URL            the server; its key is --key
  -k, --key KEY            the server's API key; AISLE_KEY unless given
      --data FOLDER        the data folder (DATA_DIR, the repository's .aisle)
      --json               the report as one JSON object

Exit codes: 0 all are in, 1 some or all are not (told by reason, with lines), 2 wrong usage.

Examples:
  aisle events import ubi_queries_events.ndjson --url http://127.0.0.1:8787
  aisle events import clicks.csv --type click --map product_id=sku
`;

const importCommand: Command = {
  name: 'events import',
  summary: 'tell what shoppers did, from a log',
  help: HELP,
  async run(words, terminal) {
    const { values, positionals } = readWords(words, {
      map: { type: 'string', multiple: true },
      type: { type: 'string' },
      format: { type: 'string' },
      encoding: { type: 'string' },
      rejects: { type: 'string' },
      resume: { type: 'boolean' },
      url: { type: 'string', short: 'u' },
      key: { type: 'string', short: 'k' },
      data: { type: 'string' },
      json: { type: 'boolean' },
    });
    const [file, ...more] = positionals;
    if (file === undefined || more.length > 0) throw new UsageError('give one FILE, or `-` for stdin');
    const { url, map = [], type } = values;
    if (url !== undefined && values.data !== undefined) throw new UsageError('--url and --data exclude each other');
    if (values.resume === true && file === '-') {
      throw new UsageError('--resume needs a file: stdin cannot be read again');
    }
    const format = FORMATS.find((one) => one === values.format);
    if (values.format !== undefined && format === undefined) {
      throw new UsageError(`--format must be ${FORMATS.join(', ')}`);
    }
    const isTold = values.json !== true;

    const source = await openText(file, values.encoding, process.stdin);
    const read = await readRows(file, source.text, format);
    const { head, all } = await peek(read.rows, () => 1, LOOKED_AT);
    const first = valuesOf(head);
    const isInUbi = first.some(isUbi);
    const columns = [...new Set(first.flatMap((one) => Object.keys(one)))];
    const mapping = isInUbi ? new Map() : mapEventColumns(columns, map);
    if (isInUbi && map.length > 0) throw new UsageError('--map is for files of other words than those of UBI');
    if (isTold) {
      const lines = isInUbi
        ? ['User Behavior Insights']
        : EVENT_FIELDS.map((field) => `${field.padEnd(12)}← ${mapping.get(field) ?? absent(field, type)}`);
      await terminal.print(
        `${basename(file)}  ${read.format.toUpperCase()}, ${source.encoding}\n${lines.join('\n')}\n\n`,
      );
    }
    if (!isInUbi && !mapping.has('shopper_id') && !mapping.has('session_id')) {
      throw new UsageError(`no column is a shopper: say --map shopper_id=COLUMN, one of ${columns.join(', ')}`);
    }

    const folder = values.data ?? (process.env['DATA_DIR'] || undefined) ?? (await import('../in-process.ts')).DATA;
    const choices = { events: true, map, type, url: url ?? folder };
    const resume = file === '-' ? null : await openResume(join(folder, 'imports'), file, choices);
    const skip = values.resume === true ? (resume?.rows ?? 0) : 0;
    const rejected =
      values.rejects === undefined ? null : createWriteStream(values.rejects, { flags: skip > 0 ? 'a' : 'w' });
    const key = values.key ?? (process.env['AISLE_KEY'] || undefined);
    const client = await openClient({ url, key, data: values.data });
    const started = Date.now();
    let rows = skip;
    const progress = createProgress(terminal, () => {
      const share = source.share();
      return share === undefined || share === 0 ? undefined : Math.max(rows, Math.round(rows / share));
    });
    try {
      const report = await importEvents(
        all,
        { mapping, type, skip, now: started },
        client,
        {
          done: async (count) => {
            progress.add(count - rows);
            rows = count;
            await resume?.save(count);
          },
          reject: (one) => rejected?.write(`${JSON.stringify(one)}\n`),
        },
        terminal.signal,
      );
      progress.end();
      if (terminal.signal.aborted) {
        terminal.warn(`aisle: stopped after row ${rows}${resume === null ? '' : '; --resume goes on from there'}`);
        return terminal.exitCode;
      }
      await resume?.clear();
      const seconds = (Date.now() - started) / 1_000;
      await terminal.print(isTold ? reportText(report, seconds) : `${reportJson(report, seconds)}\n`);
      return report.rejected > 0 || report.rows === 0 ? EXIT.failed : EXIT.ok;
    } finally {
      progress.end();
      rejected?.end();
      process.stdin.destroy();
      await client.close();
    }
  },
};

/** `aisle events`: so far only `aisle events import`. */
export const events: Command = {
  ...importCommand,
  name: 'events',
  subcommands: [importCommand],
  run: async () => {
    throw new UsageError('say `aisle events import FILE`');
  },
};

function absent(field: string, type: string | undefined): string {
  if (field === 'id') return '(made of the row and its line)';
  if (field === 'at') return '(none: a minute apart)';
  return field === 'type' && type !== undefined ? `(all: ${type})` : '–';
}

function reportText(
  { rows, accepted, duplicates, unused, rejected, rejects, remarks, read }: EventReport,
  seconds: number,
): string {
  const rate = Math.round(rows / Math.max(seconds, 0.001));
  return [
    ...[...read].map((one) => `read ${one}`),
    `${rows} events in ${seconds.toFixed(1)} s (${rate}/s): ${accepted} accepted, ${duplicates} known already, ${unused} of no use, ${rejected} rejected`,
    ...rejects.sentences.map((one) => `  rejected  ${one}`),
    ...remarks.sentences.map((one) => `  note  ${one}`),
    '',
  ].join('\n');
}

function reportJson({ rejects, remarks, read, ...counts }: EventReport, seconds: number): string {
  return JSON.stringify({ ...counts, seconds, read: [...read], rejects: rejects.list, remarks: remarks.list });
}
