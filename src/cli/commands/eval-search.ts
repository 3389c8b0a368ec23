import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { catalogResponse } from '../../contract/catalog.ts';
import { pageResponse } from '../../contract/products.ts';
import { servedBy } from '../../contract/envelope.ts';
import { type Client, openClient } from '../client.ts';
import { type Command, readWords, wholeNumber } from '../command.ts';
import { type Bound, hold, readBound, unknownName } from '../eval/bounds.ts';
import { createExaminer } from '../eval/examiner.ts';
import { type Figure, figuresOf } from '../eval/exam.ts';
import { readBaseline } from '../eval/search/baseline.ts';
import { type Judgements, readJudgements, readTopics } from '../eval/search/judgements.ts';
import { DEPTH, groupsOf, measureQuery, METRICS, type QueryFigures } from '../eval/search/measure.ts';
import { type SearchReport, searchReportLines } from '../eval/search/report.ts';
import { EXIT, FailedError, UsageError } from '../exit.ts';
import { importRows } from '../import/import-rows.ts';
import { openProducts, requireTitle } from '../import/open-products.ts';
import { waitForModels, writeTo } from '../import/send.ts';
import { currencyCode } from '../import/values.ts';
import type { Terminal } from '../terminal.ts';

/** How sure a loss must be before it fails a run. */
const SURE = 0.05;

/** What is read of an answer. */
const hitIds = z.object({ hits: z.array(z.object({ id: z.string() })), served_by: servedBy });

/** `aisle eval search`. */
export const evaluateSearch: Command = {
  name: 'eval search',
  summary: 'how good the search is, by judgements of your own',
  help: `Usage: aisle eval search [OPTIONS] JUDGEMENTS…

Asks /v1/search each judged query, and measures what comes first: nDCG@10, MRR@10, recall@10 and @50, each with its 95 % interval (bootstrap
over queries). Judgements are TREC qrels (\`query-id 0 product-id relevance\`, the queries by --queries), or JSON lines, CSV or TSV with
query, product_id and label: a label of ESCI (exact, substitute, complement, irrelevant; gains 1, .1, .01, 0) or a number, which is the gain.
Relevant for MRR and recall is a gain of 1 or more. What nobody judged is worth nothing; judged@10 tells how much that is.

Options:
      --queries FILE     the queries of the ids in the judgements, \`id<TAB>query\` a line
      --catalog FILE     search these products, as \`aisle import\` reads them, in a catalogue for this run
      --currency CODE    of their prices that state none
      --data FOLDER      search the catalogue in this data folder (DATA_DIR, the repository's .aisle)
  -u, --url URL          search this server's catalogue
  -k, --key KEY          the server's API key; AISLE_KEY unless given
      --pack FOLDER      model pack to use in this process; the bundled one unless given
      --min METRIC=N     fail when a figure is lower, such as ndcg@10=.6 or zh/mrr@10=.5; may be repeated
      --baseline FILE    compare with what --json printed earlier: each difference with interval and p (paired bootstrap)
      --no-loss          fail when nDCG@10 is below the baseline and chance is no likely reason (p < ${SURE})
      --show N           queries in the table, those that lost the most or are worst (10)
      --samples N        resamples of the bootstrap, 100 to 100000 (1000)
      --seed N           draws the resamples (1)
      --allow-degraded   score answers that the full model did not give
      --threads N        threads of the models in this process; one a core unless given
  -p, --parallel N       requests at once, 1 to 64 (1)
      --json             one JSON object, with every query: the file for --baseline

Exit codes: 0, 1 a bound is not kept or something cannot be scored, 2 wrong usage.

Examples:
  aisle eval search judgements.jsonl --catalog products.jsonl.gz --min ndcg@10=.6
  aisle eval search qrels.txt --queries topics.tsv --url https://shop.example --json > before.json
  aisle eval search qrels.txt --queries topics.tsv --url https://shop.example --baseline before.json --no-loss
`,
  async run(words, terminal) {
    const { values, positionals } = readWords(words, {
      queries: { type: 'string' },
      catalog: { type: 'string' },
      currency: { type: 'string' },
      data: { type: 'string' },
      url: { type: 'string', short: 'u' },
      key: { type: 'string', short: 'k' },
      pack: { type: 'string' },
      min: { type: 'string', multiple: true },
      baseline: { type: 'string' },
      'no-loss': { type: 'boolean' },
      show: { type: 'string' },
      samples: { type: 'string' },
      seed: { type: 'string' },
      'allow-degraded': { type: 'boolean' },
      threads: { type: 'string' },
      parallel: { type: 'string', short: 'p' },
      json: { type: 'boolean' },
    });
    if (positionals.length === 0) throw new UsageError('give a file of judgements');
    const { url, catalog, data } = values;
    if ([url, catalog, data].filter((one) => one !== undefined).length > 1) {
      throw new UsageError('--url, --catalog and --data exclude each other');
    }
    if (values['no-loss'] === true && values.baseline === undefined) throw new UsageError('--no-loss needs --baseline');
    const bounds = (values.min ?? []).map((one) => readBound('min', one));
    // Before anything is asked: a slip here would cost the whole run.
    for (const { metric } of bounds) {
      if (!METRICS.includes(metric.replace(/^(?:zh|en)\//, ''))) {
        throw new UsageError(unknownName('metric', metric, METRICS));
      }
    }
    const show = wholeNumber('show', values.show, 0, 100_000) ?? 10;
    const sampling = {
      samples: wholeNumber('samples', values.samples, 100, 100_000) ?? 1000,
      seed: wholeNumber('seed', values.seed, 0, 2 ** 31) ?? 1,
    };
    const how = {
      parallel: wholeNumber('parallel', values.parallel, 1, 64) ?? 1,
      allowDegraded: values['allow-degraded'] === true,
    };
    const threads = wholeNumber('threads', values.threads, 1, 1024);
    const topics = values.queries === undefined ? null : await readTopics(values.queries);
    const judgements = await readJudgements(positionals, topics);
    const baseline = values.baseline === undefined ? null : await readBaseline(values.baseline);

    const folder = catalog === undefined ? undefined : await mkdtemp(join(tmpdir(), 'aisle-eval-'));
    try {
      const key = values.key ?? (process.env['AISLE_KEY'] || undefined);
      const client = await openClient({ url, key, pack: values.pack, threads, data: folder ?? data, resume: true });
      try {
        if (catalog !== undefined) await fill(client, catalog, values.currency, terminal);
        if (url === undefined) await waitForModels(client, { attributes: true }, terminal);
        const status = await client.get('/v1/catalog', catalogResponse, terminal.signal);
        const { known, missing } = withoutMissing(judgements, await idsOf(client, terminal.signal));
        const examiner = await createExaminer(client, how, terminal);
        const found = await ask([...known.keys()], examiner.about('search'));
        const measured = new Map([...known].map(([query, judged], i) => [query, measureQuery(found[i] ?? [], judged)]));
        const report: SearchReport = {
          model: examiner.model,
          degraded: examiner.degraded,
          products: status.products,
          attributed: status.attributed,
          judgements: [...known.values()].reduce((sum, judged) => sum + judged.size, 0),
          missing,
          ...sampling,
          metrics: Object.fromEntries(compare(measured, baseline?.queries, sampling)),
          ...(baseline === null
            ? {}
            : {
                baseline: {
                  model: baseline.model,
                  queries: [...measured.keys()].filter((one) => baseline.queries.has(one)).length,
                },
              }),
          bounds: [],
          queries: Object.fromEntries(measured),
        };
        report.bounds = heldBounds(bounds, report.metrics);
        const text =
          values.json === true
            ? JSON.stringify(report)
            : [...searchReportLines(report, baseline?.queries ?? new Map(), show, terminal)].join('\n');
        await terminal.print(`${text}\n`);
        return judge(report, values['no-loss'] === true, terminal);
      } finally {
        await client.close();
      }
    } finally {
      if (folder !== undefined) await rm(folder, { recursive: true, force: true });
    }
  },
};

/** Writes the products of a file; none may be rejected, or what is measured would be another catalogue. */
async function fill(client: Client, file: string, currency: string | undefined, terminal: Terminal): Promise<void> {
  const code = currency === undefined ? undefined : currencyCode(currency);
  if (code === null) throw new UsageError('--currency must be an ISO 4217 code such as USD or CNY');
  const source = await openProducts(file, {});
  requireTitle(source);
  const options = { mapping: source.mapping, currency: code, skip: 0 };
  const hooks = { done: async () => undefined, reject: () => undefined };
  const { rejects } = await importRows(source.rows, options, writeTo(client), hooks, terminal.signal);
  terminal.signal.throwIfAborted();
  for (const sentence of rejects.sentences) terminal.warn(`aisle: ${file}: rejected ${sentence}`);
  if (rejects.total > 0) {
    throw new FailedError(`${file}: not all products are in: \`aisle import --dry-run\` shows why`);
  }
}

/** The ids of all products. */
async function idsOf(client: Client, signal: AbortSignal): Promise<Set<string>> {
  const ids = new Set<string>();
  for (let cursor: string | null = ''; cursor !== null;) {
    const at: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const page: z.infer<typeof pageResponse> = await client.get(`/v1/products?limit=500${at}`, pageResponse, signal);
    for (const { id } of page.products) ids.add(id);
    cursor = page.next_cursor;
  }
  return ids;
}

/** Judgements of products that are there, and how many are of others. A query of which none is there is left out. */
function withoutMissing(judgements: Judgements, ids: ReadonlySet<string>): { known: Judgements; missing: number } {
  let missing = 0;
  const known: Judgements = new Map();
  for (const [query, judged] of judgements) {
    const there = new Map([...judged].filter(([id]) => ids.has(id)));
    missing += judged.size - there.size;
    if (there.size > 0) known.set(query, there);
  }
  if (known.size === 0) throw new FailedError('none of the judged products is in the catalogue');
  return { known, missing };
}

/** The ids of the hits of each query. */
const ask = (queries: readonly string[], asks: ReturnType<Awaited<ReturnType<typeof createExaminer>>['about']>) =>
  asks(queries, { items: 1 }, (group, post) =>
    Promise.all(
      group.map(async (query) => {
        const { hits } = await post('/v1/search', { query, limit: DEPTH.deep }, hitIds);
        return hits.map(({ id }) => id);
      }),
    ),
  );

/** The figures; beside a baseline with the difference on the queries that both have. */
function compare(
  own: ReadonlyMap<string, QueryFigures>,
  before: ReadonlyMap<string, QueryFigures> | undefined,
  sampling: { samples: number; seed: number },
): Map<string, Figure> {
  const figures = figuresOf(groupsOf(own), undefined, sampling);
  if (before === undefined) return figures;
  const both = new Map([...own].filter(([query]) => before.has(query)));
  if (both.size === 0) throw new FailedError('the baseline has none of these queries');
  const rival = new Map([...both.keys()].map((query) => [query, before.get(query) ?? {}]));
  for (const [name, { other, difference }] of figuresOf(groupsOf(both), groupsOf(rival), sampling)) {
    const figure = figures.get(name);
    if (figure === undefined) continue;
    figures.set(name, {
      ...figure,
      ...(other === undefined ? {} : { other }),
      ...(difference === undefined ? {} : { difference }),
    });
  }
  return figures;
}

function heldBounds(bounds: readonly Bound[], metrics: Readonly<Record<string, Figure>>): SearchReport['bounds'] {
  return bounds.map((bound) => {
    const figure = metrics[bound.metric];
    if (figure === undefined) throw new UsageError(unknownName('metric', bound.metric, Object.keys(metrics)));
    return hold(bound, figure);
  });
}

/** Says on stderr what is not as it must be, and gives the exit code. */
function judge({ bounds, metrics, degraded }: SearchReport, noLoss: boolean, terminal: Terminal): number {
  const failed = bounds.filter(({ passed }) => !passed);
  for (const { metric, limit, value } of failed) terminal.warn(`aisle: ${metric} is ${value}, under ${limit}`);
  const difference = metrics[`ndcg@${DEPTH.page}`]?.difference;
  const isLost = noLoss && difference !== undefined && difference.value < 0 && difference.p < SURE;
  if (isLost) terminal.warn(`aisle: ndcg@${DEPTH.page} has lost ${-difference.value} (p = ${difference.p})`);
  if (degraded > 0) terminal.warn(`aisle: ${degraded} answers are not the full model's`);
  return failed.length > 0 || isLost ? EXIT.failed : EXIT.ok;
}
