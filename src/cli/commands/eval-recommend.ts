import { PART_WEIGHTS } from '../../ranking/recommend/weights.ts';
import { type Command, readWords } from '../command.ts';
import { baselinesOver } from '../eval/recommend/baselines.ts';
import { type ColdFigures, coldUsers } from '../eval/recommend/cold-users.ts';
import {
  contentAlone,
  countSequences,
  DEPTHS,
  type Figures,
  indexItems,
  measure,
  questionsOf,
  type Recommender,
  recommenderOver,
} from '../eval/recommend/measure.ts';
import { readAttributes, readSequences } from '../eval/recommend/read-sequences.ts';
import { heldOut } from '../eval/sets/read.ts';
import { EXIT, FailedError, UsageError } from '../exit.ts';
import { type Column, tableHead, tableRow } from '../table.ts';

/** One item in so many is unseen with --cold. */
const COLD_SHARE = 10;

/** So many odd lines are told one by one. */
const MOST_TOLD = 10;

/** `aisle eval recommend`. */
export const evaluateRecommend: Command = {
  name: 'eval recommend',
  summary: 'how well the next product is foreseen, on sequences of your own',
  help: `Usage: aisle eval recommend [OPTIONS] FILE

Leave-last-out: all sequences but the last item of each are counted event by event in one pass, as /v1/events does; then each last item is
looked for among all items but the shopper's own history, ranked as /v1/recommend does. FILE has lines \`user item item …\`, oldest first.

Options:
      --attributes FILE  JSON of item → list of attribute ids; without it there is no content to go by
      --baselines        also popularity, plain counts and item-kNN, from the same sequences
      --cold             one item in ${COLD_SHARE} is left out of the counts, and only those are looked for: by content and its neighbours
      --cold-users       also the first items of users that nothing else is known of, by how many of their events are
      --validation       look for the last item but one, and leave the last out of everything
      --json             one JSON object

Exit codes: 0, 1 something cannot be read, 2 wrong usage.

Examples:
  aisle eval recommend Beauty.txt --attributes Beauty_item2attributes.json --json
  aisle eval recommend ours.txt --attributes ours.json --baselines
`,
  async run(words, terminal) {
    const { values, positionals } = readWords(words, {
      attributes: { type: 'string' },
      baselines: { type: 'boolean' },
      cold: { type: 'boolean' },
      'cold-users': { type: 'boolean' },
      validation: { type: 'boolean' },
      json: { type: 'boolean' },
    });
    const [file, ...others] = positionals;
    if (file === undefined || others.length > 0) throw new UsageError('give one FILE of sequences');
    const hold = values.validation === true ? 2 : 1;
    const { sequences, odd } = await readSequences(file);
    const attributes = values.attributes === undefined ? new Map() : await readAttributes(values.attributes);
    for (const sentence of odd.slice(0, MOST_TOLD)) terminal.warn(`aisle: ${sentence}`);
    if (odd.length > MOST_TOLD) terminal.warn(`aisle: ${file}: and ${odd.length - MOST_TOLD} more lines like these`);

    const items = [...new Set(sequences.flatMap((one) => one.items.slice(0, one.items.length - hold + 1)))];
    const unseen = new Set(values.cold === true ? items.filter((id) => heldOut(id, COLD_SHARE)) : []);
    const all = questionsOf(sequences, hold);
    const questions = values.cold === true ? all.filter(({ next }) => unseen.has(next)) : all;
    if (questions.length === 0) throw new FailedError(`${file}: no user has an item to look for and one before it`);
    const graph = countSequences(sequences, hold, unseen);
    const content = indexItems(items, attributes);
    const named: [string, Recommender][] = [['aisle', recommenderOver(graph, content, items, PART_WEIGHTS)]];
    if (values.cold === true) named.push(['content_alone', contentAlone(content, items)]);
    if (values.baselines === true || values.cold === true) {
      named.push(...Object.entries(baselinesOver(sequences, hold, unseen)));
    }

    const figures: [string, Figures][] = [];
    for (const [name, recommender] of named) {
      terminal.status(`${name}: ${questions.length} users`);
      figures.push([name, measure(questions, recommender, terminal.signal)]);
    }
    if (values['cold-users'] === true) terminal.status('cold users');
    const cold = values['cold-users'] === true ? coldUsers(sequences, hold, content, items, terminal.signal) : null;
    terminal.status('');
    const report = {
      ...figures[0]?.[1],
      skipped: { lines: odd.length, users: sequences.length - all.length },
      items: items.length,
      ...(values.cold === true ? { unseen: unseen.size } : {}),
      ...(cold === null ? {} : { cold_users: cold }),
      ...(figures.length > 1 ? { compared: Object.fromEntries(figures.slice(1)) } : {}),
    };
    const text =
      values.json === true ? JSON.stringify(report) : tableOf([...figures, ...rowsOf(cold ?? [])], terminal.columns);
    await terminal.print(`${text}\n`);
    return EXIT.ok;
  },
};

const LAYOUT: readonly Column[] = [
  { title: '', width: 18 },
  ...['hr', 'ndcg'].flatMap((kind) => DEPTHS.map((depth): Column => ({ title: `${kind}@${depth}`, width: 8 }))),
  { title: 'users', width: 0 },
];

/** A row for each way and number of events known: `1: popularity`. */
function rowsOf(cold: readonly ColdFigures[]): [string, Figures][] {
  return cold.flatMap(({ events, ...ways }) =>
    Object.entries(ways).flatMap(([name, own]): [string, Figures][] =>
      own === null ? [] : [[`${events}: ${name.replaceAll('_', ' ')}`, own as Figures]],
    ),
  );
}

function tableOf(figures: readonly [string, Figures][], columns: number): string {
  const rows = figures.map(([name, own]) =>
    tableRow(
      [name, ...LAYOUT.slice(1, -1).map(({ title }) => own[title as keyof Figures].toFixed(4)), String(own.users)],
      LAYOUT,
      columns,
    ),
  );
  return [tableHead(LAYOUT, columns), ...rows].join('\n');
}
