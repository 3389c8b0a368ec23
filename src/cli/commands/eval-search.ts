import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { catalogResponse } from '../../contract/catalog.ts';
import { servedBy } from '../../contract/envelope.ts';
import { openClient } from '../client.ts';
import { type Command, readWords, wholeNumber } from '../command.ts';
import { readBound, unknownName } from '../eval/bounds.ts';
import { createExaminer } from '../eval/examiner.ts';
import { readBaseline } from '../eval/search/baseline.ts';
import { fill, idsOf, withoutMissing } from '../eval/search/catalogue.ts';
import { readJudgements, readTopics } from '../eval/search/judgements.ts';
import { DEPTH, measureQuery, METRICS } from '../eval/search/measure.ts';
import { type SearchReport, searchReportLines } from '../eval/search/report.ts';
import { compare, heldBounds, SURE, verdict } from '../eval/search/verdict.ts';
import { UsageError } from '../exit.ts';
import { waitForModels } from '../import/send.ts';

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
        return verdict(report, values['no-loss'] === true, terminal);
      } finally {
        await client.close();
      }
    } finally {
      if (folder !== undefined) await rm(folder, { recursive: true, force: true });
    }
  },
};

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
