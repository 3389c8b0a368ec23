import { intentResult } from '../../contract/intent.ts';
import { type Command, readWords } from '../command.ts';
import { readInputs, type Reader, textInputs } from '../input.ts';
import { bar, type Column, tableHead, tableRow } from '../table.ts';
import type { Terminal } from '../terminal.ts';
import { asObject, number, percent, sourceOf } from './values.ts';
import { runScored, type Scored, SHARED_HELP, SHARED_OPTIONS } from './scored.ts';

const reader: Reader<string> = {
  text: (line) => line,
  json(value) {
    const query = typeof value === 'string' ? value : asObject(value)['query'];
    if (typeof query !== 'string') throw new Error('must be a text or an object with `query`');
    return query;
  },
};

const layout = ({ paint }: Pick<Terminal, 'paint'>): Column[] => [
  { title: 'intent', width: 16, paint: (text) => paint('bold', text) },
  { title: '', width: 8, paint: (text) => paint('cyan', text) },
  { title: 'sure', width: 6, align: 'right' },
  { title: 'query', width: 0 },
];

const scored: Scored<string> = {
  path: '/v1/intent',
  field: 'queries',
  most: 64,
  head: (terminal) => [terminal.paint('dim', tableHead(layout(terminal), terminal.columns))],
  show(result, _, terminal) {
    const { query, intent, sub_intent, confidence, constraints } = intentResult.parse(result);
    const lines = [
      tableRow([intent, bar(confidence, 8), percent(confidence), query], layout(terminal), terminal.columns),
    ];
    const said = [...(sub_intent === null ? [] : [sub_intent]), ...sayConstraints(constraints)];
    if (said.length > 0) {
      const below: Column[] = [
        { title: '', width: 32 },
        { title: '', width: 0, paint: (text) => terminal.paint('dim', text) },
      ];
      lines.push(tableRow(['', said.join(' · ')], below, terminal.columns));
    }
    return lines;
  },
};

/** The constraints of a query as short phrases: `price ≤ 50 USD`, `color: red`, `not: lid`. */
export function sayConstraints({
  price,
  measures = [],
  not,
  ...named
}: Readonly<Record<string, unknown>> & {
  price?: { min?: number | undefined; max?: number | undefined; currency: string | null } | undefined;
  measures?: readonly { text: string }[] | undefined;
  not: readonly string[];
}): string[] {
  const said: string[] = [];
  if (price !== undefined) {
    const { min, max } = price;
    const amount =
      min === undefined ? `≤ ${number(max)}` : max === undefined ? `≥ ${number(min)}` : `${number(min)}–${number(max)}`;
    said.push(`price ${amount}${price.currency === null ? '' : ` ${price.currency}`}`);
  }
  for (const [name, words] of Object.entries(named)) {
    if (Array.isArray(words)) said.push(`${name}: ${words.join(', ')}`);
  }
  if (measures.length > 0) said.push(`measure: ${measures.map(({ text }) => text).join(', ')}`);
  if (not.length > 0) said.push(`not: ${not.join(', ')}`);
  return said;
}

/** `aisle intent`. */
export const intent: Command = {
  name: 'intent',
  summary: 'what queries want: intent, certainty, constraints',
  help: `Usage: aisle intent [OPTIONS] [QUERY…]

What each query wants, and what it states (price, color, exclusions, …). Without a QUERY, or with \`-\`, lines are read from stdin.
JSON lines are texts or objects with \`query\`.

Options:
${SHARED_HELP}
Examples:
  aisle intent 'red dress under $50' 我的快递到哪了
  aisle intent --file queries.txt --json > intents.jsonl
  tail -n 1000 queries.log | aisle intent --url https://shop.example --key "$AISLE_KEY"
`,
  async run(words, terminal) {
    const { values, positionals } = readWords(words, SHARED_OPTIONS);
    const source = sourceOf(positionals, values);
    const inputs = source === null ? textInputs(positionals, reader.text) : readInputs(source, reader, process.stdin);
    return await runScored(scored, inputs, values, terminal);
  },
};
