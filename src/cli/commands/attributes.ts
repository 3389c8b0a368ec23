import { attributesResponse } from '../../contract/attributes.ts';
import { type Command, readWords } from '../command.ts';
import { UsageError } from '../exit.ts';
import { readInputs, type Reader, textInputs } from '../input.ts';
import { type Column, fit, plain, printable, tableRow } from '../table.ts';
import { runScored, type Scored, SHARED_HELP, SHARED_OPTIONS } from './scored.ts';
import { asObject, percent, pick, sourceOf } from './values.ts';

/** An item of `POST /v1/attributes`. */
type Item = Record<string, unknown> & { query?: unknown; product?: unknown };

/** `as` says what plain text is; `names` is asked of every item that doesn't ask itself. */
export function attributesReader(as: 'query' | 'product', names: readonly string[] | undefined): Reader<Item> {
  const asked = names === undefined ? {} : { attributes: names };
  const ofText = (text: string): Item => ({
    ...(as === 'query' ? { query: text } : { product: { title: text } }),
    ...asked,
  });
  return {
    text: ofText,
    json(value) {
      if (typeof value === 'string') return ofText(value);
      const item = asObject(value);
      if ('query' in item || 'product' in item) return { ...asked, ...item };
      if ('title' in item) return { ...asked, ...pick(item, ['id']), product: item };
      throw new Error('must be a text, a product with `title`, or an object with `query` or `product`');
    },
  };
}

const result = attributesResponse.shape.results.def.element;

const scored: Scored<Item> = {
  path: '/v1/attributes',
  field: 'items',
  most: 32,
  head: () => [],
  show(answer, item, { paint, columns }) {
    const { attributes } = result.parse(answer);
    const title = item.query ?? asObject(item.product)['title'];
    const layout: Column[] = [
      { title: '', width: 0 },
      { title: '', width: 16, paint: (text) => paint('cyan', text) },
      { title: '', width: 6, align: 'right' },
      { title: '', width: 0 },
    ];
    const rows = attributes.map(({ name, value, text, confidence, evidence }) => {
      if (value === null) {
        return paint('dim', tableRow(['', name, percent(confidence), 'not stated'], plain(layout), columns));
      }
      const said = text === null || text === value ? '' : `  ← ${text}`;
      const place = evidence === null || ['query', 'title'].includes(evidence.field) ? '' : `  (${evidence.field})`;
      return tableRow(['', name, percent(confidence), value + said + place], layout, columns);
    });
    const head = paint('bold', fit(printable(String(title)), columns));
    return [head, ...(rows.length === 0 ? [paint('dim', '  nothing is stated')] : rows)];
  },
};

/** `aisle attributes`. */
export const attributes: Command = {
  name: 'attributes',
  summary: 'what products are, with the words that say so',
  help: `Usage: aisle attributes [OPTIONS] [TEXT…]

Brand, color, material, size and so on of each product title, with the words that state them. Without a TEXT, or with \`-\`, lines are
read from stdin. JSON lines are titles, products ({"title": …}) or items of the API ({"query"|"product": …, "attributes": […]}).

Options:
  -n, --names A,B      ask for these attributes only, in any wording of either language
  -q, --query          the texts are queries, not titles
${SHARED_HELP}
Examples:
  aisle attributes '苏泊尔电磁炉2200W定时预约薄款黑色触控面板C22'
  aisle attributes --names Flavor,材质,产地 'Jade Leaf Organic Matcha Green Tea Powder, 100 g'
  aisle attributes --file products.jsonl --json > attributes.jsonl
`,
  async run(words, terminal) {
    const { values, positionals } = readWords(words, {
      ...SHARED_OPTIONS,
      names: { type: 'string', short: 'n' },
      query: { type: 'boolean', short: 'q' },
    });
    const names = values.names
      ?.split(/[,，、]/)
      .map((name) => name.trim())
      .filter((name) => name !== '');
    if (names?.length === 0) throw new UsageError('--names must name an attribute');
    const reader = attributesReader(values.query === true ? 'query' : 'product', names);
    const source = sourceOf(positionals, values);
    const inputs = source === null ? textInputs(positionals, reader.text) : readInputs(source, reader, process.stdin);
    // Each name is a reading of its own: smaller requests keep within the deadline.
    const most = Math.max(1, Math.min(scored.most, Math.floor(256 / (names?.length ?? 1))));
    return await runScored({ ...scored, most }, inputs, values, terminal);
  },
};
