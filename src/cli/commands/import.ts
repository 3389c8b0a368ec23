import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { catalogResponse } from '../../contract/catalog.ts';
import { openClient } from '../client.ts';
import { type Command, readWords, wholeNumber } from '../command.ts';
import { EXIT, UsageError } from '../exit.ts';
import { FIELDS } from '../import/column-names.ts';
import { importRows, type Reject } from '../import/import-rows.ts';
import { openProducts, requireTitle } from '../import/open-products.ts';
import { firstProducts, mappingLines, reportJson, reportLines } from '../import/report.ts';
import { openResume } from '../import/resume.ts';
import { FORMATS } from '../import/rows.ts';
import { judgeOnly, waitForModels, writeTo } from '../import/send.ts';
import { currencyCode } from '../import/values.ts';
import { createProgress } from '../progress.ts';

/** `aisle import`. */
export const importProducts: Command = {
  name: 'import',
  summary: 'put a file of products into the catalogue',
  help: `Usage: aisle import [OPTIONS] FILE|-

Writes the products of a file: JSON lines, CSV or TSV, also gzipped, in UTF-8, UTF-16 or GBK. What the columns are is guessed from their
names, in Chinese and English, and shown; columns that are no field become attributes. A product that is in the catalogue already and has
not changed costs nothing. With --url they go to a server, else into the data folder of this machine, which no server may have open.

Options:
      --map FIELD=COLUMN   what a column is, against the guess; may be repeated. attributes.NAME is an attribute of JSON lines. Fields:
                           ${FIELDS.slice(0, 9).join(', ')},
                           ${FIELDS.slice(9).join(', ')}
      --skip COLUMN        leave a column out; may be repeated
      --currency CODE      of prices that state none, such as CNY; without it such prices are left out
      --format FORMAT      jsonl, csv or tsv, against the guess
      --encoding NAME      such as gbk or latin1, against the guess
  -n, --dry-run            write nothing: show the mapping, the first products, and what would be rejected
      --rejects FILE       write what was rejected to FILE, one JSON object a line
      --resume             go on where an import of the same file was broken off
  -w, --wait               wait until the products are found by meaning too
  -u, --url URL            the server; its key is --key
  -k, --key KEY            the server's API key; AISLE_KEY unless given
      --data FOLDER        the data folder (DATA_DIR, the repository's .aisle)
      --pack FOLDER        model pack to use in this process; the bundled one unless given
      --threads N          threads of the models in this process; one a core unless given
      --json               the report as one JSON object

Exit codes: 0 all are in, 1 some or all are not (told by reason, with lines), 2 wrong usage.

Examples:
  aisle import products.csv --currency CNY --dry-run
  aisle import products.jsonl.gz --url https://shop.example --wait
  aisle import export.csv --map title=productDisplayName --skip notes --rejects rejected.jsonl
`,
  async run(words, terminal) {
    const { values, positionals } = readWords(words, {
      map: { type: 'string', multiple: true },
      skip: { type: 'string', multiple: true },
      currency: { type: 'string' },
      format: { type: 'string' },
      encoding: { type: 'string' },
      'dry-run': { type: 'boolean', short: 'n' },
      rejects: { type: 'string' },
      resume: { type: 'boolean' },
      wait: { type: 'boolean', short: 'w' },
      url: { type: 'string', short: 'u' },
      key: { type: 'string', short: 'k' },
      data: { type: 'string' },
      pack: { type: 'string' },
      threads: { type: 'string' },
      json: { type: 'boolean' },
    });
    const [file, ...more] = positionals;
    if (file === undefined || more.length > 0) throw new UsageError('give one FILE, or `-` for stdin');
    const { url, map = [], skip = [] } = values;
    const isDry = values['dry-run'] === true;
    if (url !== undefined && values.data !== undefined) throw new UsageError('--url and --data exclude each other');
    if (values.resume === true && file === '-') {
      throw new UsageError('--resume needs a file: stdin cannot be read again');
    }
    const format = FORMATS.find((one) => one === values.format);
    if (values.format !== undefined && format === undefined) {
      throw new UsageError(`--format must be ${FORMATS.join(', ')}`);
    }
    const currency = values.currency === undefined ? undefined : (currencyCode(values.currency) ?? undefined);
    if (values.currency !== undefined && currency === undefined) {
      throw new UsageError('--currency must be an ISO 4217 code such as USD or CNY');
    }
    const threads = wholeNumber('threads', values.threads, 1, 1024);
    const isTold = values.json !== true;

    const source = await openProducts(file, { format, encoding: values.encoding, chosen: map, left: skip });
    const { kind, mapping, head } = source;
    if (isTold) {
      await terminal.print(`${[...mappingLines(file, kind, mapping, head, currency, terminal)].join('\n')}\n\n`);
    }
    requireTitle(source);

    const folder = values.data ?? (process.env['DATA_DIR'] || undefined) ?? (await import('../in-process.ts')).DATA;
    const resume =
      isDry || file === '-'
        ? null
        : await openResume(join(folder, 'imports'), file, { map, skip, currency, url: url ?? folder });
    const done = values.resume === true ? (resume?.rows ?? 0) : 0;
    if (values.resume === true && isTold) {
      await terminal.print(
        done === 0 ? 'There is nothing to go on with: from the beginning\n' : `Going on after row ${done}\n`,
      );
    }
    const rejected =
      values.rejects === undefined ? null : createWriteStream(values.rejects, { flags: done > 0 ? 'a' : 'w' });
    const key = values.key ?? (process.env['AISLE_KEY'] || undefined);
    const client = isDry
      ? null
      : await openClient({ url, key, data: values.data, pack: values.pack, threads, resume: true });
    const started = Date.now();
    let rows = done;
    const progress = createProgress(terminal, () => totalOf(rows, source.share()));
    try {
      const report = await importRows(
        source.rows,
        { mapping, currency, skip: done },
        client === null ? judgeOnly : writeTo(client),
        {
          done: async (count) => {
            progress.add(count - rows);
            rows = count;
            await resume?.save(count);
          },
          reject: (reject: Reject) => rejected?.write(`${JSON.stringify(reject)}\n`),
        },
        terminal.signal,
      );
      progress.end();
      if (terminal.signal.aborted) {
        terminal.warn(`aisle: stopped after row ${rows}${resume === null ? '' : '; --resume goes on from there'}`);
        return terminal.exitCode;
      }
      await resume?.clear();
      const seconds = (Date.now() - started) / 1000;
      if (isTold && isDry) await terminal.print(`${firstProducts(head, mapping, currency)}\n\n`);
      if (client !== null && values.wait === true) await waitForModels(client, {}, terminal);
      const catalog = client === null ? null : await client.get('/v1/catalog', catalogResponse, terminal.signal);
      const told = { file, kind, mapping, seconds, catalog, isDry, ...report };
      await terminal.print(`${isTold ? reportLines(told, terminal).join('\n') : reportJson(told)}\n`);
      return report.counts.rejected > 0 || report.counts.rows === 0 ? EXIT.failed : EXIT.ok;
    } finally {
      progress.end();
      rejected?.end();
      process.stdin.destroy();
      await client?.close();
    }
  },
};

/** How many rows the whole file has, by what share of its bytes those so far took. */
function totalOf(rows: number, share: number | undefined): number | undefined {
  return share === undefined || share === 0 ? undefined : Math.max(rows, Math.round(rows / share));
}
