import { matchResponse } from '../../contract/match.ts';
import { type Command, readWords } from '../command.ts';
import { UsageError } from '../exit.ts';
import { readInputs, type Reader, textInputs } from '../input.ts';
import { bar, type Column, tableHead, tableRow } from '../table.ts';
import type { Style, Terminal } from '../terminal.ts';
import { runScored, type Scored, SHARED_HELP, SHARED_OPTIONS } from './scored.ts';
import { asObject, pick, sourceOf } from './values.ts';

/** A pair of `POST /v1/match`. */
interface Pair extends Record<string, unknown> {
  query: unknown;
  product: Record<string, unknown>;
}

/** Lines are titles when the query is known, else `query<TAB>title`. */
export function matchReader(query: string | undefined): Reader<Pair> {
  return {
    text(line) {
      if (query !== undefined) return { query, product: { title: line } };
      const at = line.indexOf('\t');
      if (at < 0) throw new Error('must be a query and a title with a tab between');
      return { query: line.slice(0, at), product: { title: line.slice(at + 1) } };
    },
    json(value) {
      if (typeof value === 'string' && query !== undefined) return { query, product: { title: value } };
      const { query: own = query, product, ...rest } = asObject(value);
      if (own === undefined) throw new Error('must have `query`');
      if (product === undefined && !('title' in rest)) throw new Error('must have `product` or `title`');
      return { ...pick(rest, ['id']), query: own, product: product === undefined ? rest : asObject(product) };
    },
  };
}

const STYLES: Readonly<Record<string, Style>> = {
  exact: 'green',
  substitute: 'yellow',
  complement: 'blue',
  irrelevant: 'dim',
};

const layout = ({ paint }: Pick<Terminal, 'paint'>, shownQuery: boolean): Column[] => [
  { title: 'relation', width: 10, paint: (text) => paint(STYLES[text.trim()] ?? 'reset', text) },
  { title: '', width: 8, paint: (text) => paint('cyan', text) },
  { title: 'relevance', width: 9, align: 'right' },
  ...(shownQuery ? [{ title: 'query', width: 24 }] : []),
  { title: 'title', width: 0 },
];

const result = matchResponse.shape.results.def.element;

const scoredFor = (shownQuery: boolean): Scored<Pair> => ({
  path: '/v1/match',
  field: 'pairs',
  most: 100,
  head: (terminal) => [terminal.paint('dim', tableHead(layout(terminal, shownQuery), terminal.columns))],
  show(answer, { query, product }, terminal) {
    const { relation, relevance, conflicts = [] } = result.parse(answer);
    const title = String(product['title']) + (conflicts.length === 0 ? '' : `  (contradicts: ${conflicts.join(', ')})`);
    const cells = [relation, bar(relevance, 8), relevance.toFixed(3), ...(shownQuery ? [String(query)] : []), title];
    return [tableRow(cells, layout(terminal, shownQuery), terminal.columns)];
  },
});

/** `aisle match`. */
export const match: Command = {
  name: 'match',
  summary: 'how products relate to a query: exact, substitute, …',
  help: `Usage: aisle match [OPTIONS] QUERY TITLE…
       aisle match [OPTIONS] QUERY [--file FILE]
       aisle match [OPTIONS] [--file FILE]

Exact, substitute, complement or irrelevant, with a relevance that is comparable across queries. With a QUERY alone (or \`-\` as the
only TITLE) the lines of FILE or stdin are titles; without one they are \`query<TAB>title\`. JSON lines are pairs of the API
({"query": …, "product": {"title": …}}), or products ({"title": …}) beside a QUERY.

Options:
${SHARED_HELP}
Examples:
  aisle match 'iphone 13 case' 'Silicone Case for iPhone 13' 'Clear Case for iPhone 12' '20W USB-C Charger'
  aisle match '华为手机壳 不要透明的' --file titles.txt
  aisle match --file pairs.tsv --json > relations.jsonl
`,
  async run(words, terminal) {
    const { values, positionals } = readWords(words, SHARED_OPTIONS);
    const [first, ...titles] = positionals;
    const query = first === '-' && titles.length === 0 ? undefined : first;
    if (query?.trim() === '') throw new UsageError('the QUERY is empty');
    const reader = matchReader(query);
    const source = sourceOf(query === undefined && first === '-' ? ['-'] : titles, values);
    const inputs = source === null ? textInputs(titles, reader.text) : readInputs(source, reader, process.stdin);
    return await runScored(scoredFor(query === undefined), inputs, values, terminal);
  },
};
