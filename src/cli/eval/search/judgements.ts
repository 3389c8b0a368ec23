import { FailedError } from '../../exit.ts';
import { openText, peek } from '../../import/open-text.ts';
import { readRows, type Row } from '../../import/rows.ts';
import { textOf } from '../../import/values.ts';

/** What each judged product is worth to each query: by the query's text, then by the product's id. */
export type Judgements = Map<string, Map<string, number>>;

/** ESCI's labels, as words and as letters, with its gains (Reddy et al. 2022, "Shopping Queries Dataset"). */
const GAINS: Readonly<Record<string, number>> = {
  exact: 1,
  substitute: 0.1,
  complement: 0.01,
  irrelevant: 0,
  e: 1,
  s: 0.1,
  c: 0.01,
  i: 0,
};

/** Columns of each part, likelier ones first. */
const COLUMNS = {
  query: ['query', 'query_text', 'search_term', 'keyword'],
  query_id: ['query_id', 'qid', 'query_no'],
  product: ['product_id', 'id', 'asin', 'docid', 'doc_id', 'document', 'sku'],
  grade: ['label', 'esci_label', 'relation', 'rating', 'grade', 'relevance', 'rel', 'judgement', 'judgment', 'gain'],
} as const;

/** A line of TREC qrels: query id, iteration, document id, relevance. */
const QREL = /^(\S+)\s+\S+\s+(\S+)\s+(-?\d+(?:\.\d+)?)\s*$/;

/**
 * Reads judgement files: TREC qrels (`qid 0 docid relevance`), or JSON lines, CSV or TSV with a query, a product's id, and a label of ESCI or
 * a number. `topics` names the queries of ids. Of two judgements of the same the last one counts. Throws FailedError with the line of what
 * cannot be read.
 */
export async function readJudgements(
  files: readonly string[],
  topics: ReadonlyMap<string, string> | null,
): Promise<Judgements> {
  const judgements: Judgements = new Map();
  for (const file of files) {
    for await (const { line, query, product, grade } of judgedLines(file)) {
      const text = topics === null ? query : (topics.get(query) ?? query);
      const gain = typeof grade === 'number' ? grade : (GAINS[String(grade).toLowerCase()] ?? Number(grade));
      const refuse = (why: string): FailedError => new FailedError(`${file} line ${line}: ${why}`);
      if (text === '' || product === '') throw refuse('must have a query and a product');
      if (topics !== null && !topics.has(query)) throw refuse(`--queries has no query ${query}`);
      if (!Number.isFinite(gain)) throw refuse('must be judged by a label of ESCI or a number');
      const judged = judgements.get(text) ?? new Map<string, number>();
      // Spam is worth nothing, not less.
      judgements.set(text, judged.set(product, Math.max(0, gain)));
    }
  }
  return judgements;
}

interface Line {
  line: number;
  query: string;
  product: string;
  grade: unknown;
}

async function* judgedLines(file: string): AsyncGenerator<Line> {
  const { text } = await openText(file, undefined, process.stdin);
  const { head, all } = await peek(text, (piece) => piece.length, 10_000);
  const [first = ''] = head.join('').trimStart().split(/\r?\n/, 1);
  if (QREL.test(first)) {
    yield* qrels(file, all);
    return;
  }
  const { rows } = await readRows(file, all, undefined);
  for await (const row of rows) yield judgedRow(file, row);
}

async function* qrels(file: string, text: AsyncIterable<string>): AsyncGenerator<Line> {
  let whole = '';
  for await (const piece of text) whole += piece;
  for (const [i, raw] of whole.split(/\r?\n/).entries()) {
    if (raw.trim() === '') continue;
    const [, query = '', product = '', grade = ''] = QREL.exec(raw.trim()) ?? [];
    if (query === '') throw new FailedError(`${file} line ${i + 1}: must be \`query 0 product relevance\``);
    yield { line: i + 1, query, product, grade };
  }
}

function judgedRow(file: string, row: Row): Line {
  if ('fault' in row) throw new FailedError(`${file} line ${row.line}: ${row.fault}`);
  const { line, values } = row;
  const names = new Map(Object.keys(values).map((name) => [name.trim().toLowerCase(), name]));
  const of = (part: keyof typeof COLUMNS): unknown => {
    const column = COLUMNS[part].find((name) => names.has(name));
    return column === undefined ? undefined : values[names.get(column) ?? ''];
  };
  const grade = of('grade');
  if (grade === undefined) {
    throw new FailedError(
      `${file} line ${line}: must have a query, a product_id and a label; it has ${[...names.values()].join(', ')}`,
    );
  }
  return {
    line,
    query: textOf(of('query')) ?? textOf(of('query_id')) ?? '',
    product: textOf(of('product')) ?? '',
    grade,
  };
}

/** Reads `id<TAB>text`, one query a line. Throws FailedError. */
export async function readTopics(file: string): Promise<Map<string, string>> {
  const { text } = await openText(file, undefined, process.stdin);
  let whole = '';
  for await (const piece of text) whole += piece;
  const topics = new Map<string, string>();
  for (const [i, line] of whole
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .entries()) {
    if (line.trim() === '') continue;
    const [, id = '', query = ''] = /^(\S+)\s+(\S.*)$/.exec(line.trim()) ?? [];
    if (id === '') throw new FailedError(`${file} line ${i + 1}: must be an id and a query with a tab between`);
    topics.set(id, query.trim());
  }
  return topics;
}
