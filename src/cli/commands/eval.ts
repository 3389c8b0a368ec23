import { type Command, readWords, wholeNumber } from '../command.ts';
import { evaluateRecommend } from './eval-recommend.ts';
import { evaluateSearch } from './eval-search.ts';
import { hold, readBound, unknownName } from '../eval/bounds.ts';
import { examine } from '../eval/candidate.ts';
import { type Exam, examOf, type Figure, figuresOf } from '../eval/exam.ts';
import { readSet } from '../eval/read-set.ts';
import { type Report, reportLines } from '../eval/report.ts';
import { SETS } from '../eval/sets.ts';
import { EXIT, UsageError } from '../exit.ts';
import { type Column, tableHead, tableRow } from '../table.ts';
import type { Terminal } from '../terminal.ts';

/** `aisle eval`. */
export const evaluate: Command = {
  name: 'eval',
  summary: 'how good the answers are, on public sets or your own labels',
  help: `Usage: aisle eval [OPTIONS] SET…
       aisle eval --list [--data FOLDER]
       aisle eval search …    the search of a catalogue, by judgements: aisle eval search --help

Asks the API what the rows of a set are, as any caller would, and measures the answers: each figure with its 95 % interval (bootstrap), per
language. A SET is a name of --list, which is read below --data, or a file of your own with JSON lines, all of one kind:
  {"query": …, "intent": …, "sub_intent": …}                    sub_intent may be null or left out
  {"text": …, "spans": [{"start": 0, "end": 4, "name": …}]}     offsets in UTF-16 units, end exclusive
  {"title": …, "attributes": {"Color": ["red"], "Size": []}}    values as they stand in the title; [] is not stated
  {"query": …, "title": …, "relation": …}                       or "product" in place of "title", or a number as "grade"
each with an optional "language" (zh, en, cross); lines with "split": "train" are left out.

Options:
      --list             the named sets, with licence class; with --data, their rows
  -d, --data FOLDER      where the named sets are
  -u, --url URL          ask this server; without it the models run in this process
  -k, --key KEY          the server's API key; AISLE_KEY unless given
      --pack FOLDER      model pack to use in this process; the bundled one unless given
      --compare OTHER    ask another too, a URL or the folder of a pack, and tell the difference on the same rows
      --min METRIC=N     fail when a figure is lower, such as intent/written/zh/accuracy=.85; may be repeated
      --max METRIC=N     fail when a figure is higher
      --buckets          also by rarity (head, torso, tail) and length (short, medium, long) of the texts
      --limit N          rows of each set at most, drawn by the seed, whole queries
      --samples N        resamples of the bootstrap, 100 to 100000 (1000)
      --seed N           draws the resamples and the rows of --limit (1)
      --labels A,B       names in your files that the pack was taught beside the usual ones
      --skip-bad         leave wrong lines of your files out and score the rest
      --allow-degraded   score answers that the full model did not give
      --threads N        threads of the models in this process; one a core unless given
  -p, --parallel N       requests at once, 1 to 64 (2)
      --json             one JSON object

Exit codes: 0, 1 a bound is not kept or something cannot be scored, 2 wrong usage.

Examples:
  aisle eval --data ./data intent/written match/written
  aisle eval ours.jsonl --url https://shop.example --min ours.jsonl/accuracy=.9
  aisle eval --data ./data tags/queryner --compare ./another-pack
`,
  subcommands: [evaluateSearch, evaluateRecommend],
  async run(words, terminal) {
    const { values, positionals } = readWords(words, {
      list: { type: 'boolean' },
      data: { type: 'string', short: 'd' },
      url: { type: 'string', short: 'u' },
      key: { type: 'string', short: 'k' },
      pack: { type: 'string' },
      compare: { type: 'string' },
      min: { type: 'string', multiple: true },
      max: { type: 'string', multiple: true },
      buckets: { type: 'boolean' },
      limit: { type: 'string' },
      samples: { type: 'string' },
      seed: { type: 'string' },
      labels: { type: 'string' },
      'skip-bad': { type: 'boolean' },
      'allow-degraded': { type: 'boolean' },
      threads: { type: 'string' },
      parallel: { type: 'string', short: 'p' },
      json: { type: 'boolean' },
    });
    if (values.list === true) return await listSets(values.data, values.json === true, terminal);
    if (positionals.length === 0) throw new UsageError('give a SET: a name of --list, or a file');
    const { url, pack, compare, json } = values;
    if (url !== undefined && pack !== undefined) throw new UsageError('--url and --pack exclude each other');
    const names = [...new Set(positionals)];
    const bounds = [
      ...(values.min ?? []).map((one) => readBound('min', one)),
      ...(values.max ?? []).map((one) => readBound('max', one)),
    ];
    // Before anything is asked: a slip here would cost the whole run.
    for (const { metric } of bounds) {
      if (names.some((name) => metric.startsWith(`${name}/`))) continue;
      throw new UsageError(`\`${metric}\` is of none of the sets ${names.join(', ')}`);
    }
    const seed = wholeNumber('seed', values.seed, 0, 2 ** 31) ?? 1;
    const sampling = { samples: wholeNumber('samples', values.samples, 100, 100_000) ?? 1000, seed };
    const limit = wholeNumber('limit', values.limit, 1, 1_000_000_000);
    const how = {
      parallel: wholeNumber('parallel', values.parallel, 1, 64) ?? 2,
      allowDegraded: values['allow-degraded'] === true,
    };
    const access = {
      key: values.key ?? (process.env['AISLE_KEY'] || undefined),
      threads: wholeNumber('threads', values.threads, 1, 1024),
    };
    const taught = values.labels?.split(',').map((label) => label.trim()) ?? [];
    const reading = { data: values.data, taught, skipBad: values['skip-bad'] === true };

    const exams = new Map<string, Exam>();
    const skips = new Map<string, number>();
    for (const name of names) {
      const { questions, skipped } = await readSet(name, reading, terminal);
      exams.set(name, examOf(questions, { limit, seed, buckets: values.buckets === true }));
      skips.set(name, skipped);
    }
    const first = await examine(exams, { ...access, url, pack }, how, terminal);
    const rival = compare === undefined || /^https?:/i.test(compare) ? { url: compare } : { pack: compare };
    const second = compare === undefined ? undefined : await examine(exams, { ...access, ...rival }, how, terminal);

    const figures = new Map<string, Figure>();
    const sets: Report['sets'] = {};
    for (const [name, { rows, texts }] of exams) {
      const own = figuresOf(first.groups.get(name) ?? [], second?.groups.get(name), sampling);
      for (const [metric, figure] of own) figures.set(`${name}/${metric}`, figure);
      sets[name] = { rows, texts, skipped: skips.get(name) ?? 0, metrics: Object.fromEntries(own) };
    }
    const held = bounds.flatMap((bound) => {
      const figure = figures.get(bound.metric);
      return figure === undefined ? [] : [hold(bound, figure)];
    });
    const report: Report = {
      ...first.candidate,
      ...(second === undefined ? {} : { compared: second.candidate }),
      ...sampling,
      sets,
      bounds: held,
    };
    const text = json === true ? JSON.stringify(report) : [...reportLines(report, terminal)].join('\n');
    await terminal.print(`${text}\n`);
    const unknown = bounds.find(({ metric }) => !figures.has(metric));
    if (unknown !== undefined) throw new UsageError(unknownName('metric', unknown.metric, [...figures.keys()]));
    return judge(report, terminal);
  },
};

/** Says on stderr what is not as it must be, and gives the exit code. */
function judge({ bounds, sets, compared, degraded }: Report, terminal: Terminal): number {
  const failed = bounds.filter(({ passed }) => !passed);
  for (const { metric, kind, limit, value } of failed) {
    terminal.warn(`aisle: ${metric} is ${value}, ${kind === 'min' ? 'under' : 'over'} ${limit}`);
  }
  const broken = Object.entries(sets).filter(([, { metrics }]) => (metrics['offset_violations']?.value ?? 0) > 0);
  for (const [name] of broken) terminal.warn(`aisle: ${name}: words are not at their offsets, which the API promises`);
  const lesser = degraded + (compared?.degraded ?? 0);
  if (lesser > 0) terminal.warn(`aisle: ${lesser} answers are not the full model's`);
  return failed.length + broken.length > 0 ? EXIT.failed : EXIT.ok;
}

const SET_LAYOUT: readonly Column[] = [
  { title: 'set', width: 22 },
  { title: 'licence', width: 7 },
  { title: 'rows', width: 7, align: 'right' },
  { title: '', width: 0 },
];

/** `--list`: what may be asked for by name; how many rows that is, where the folder is known. */
async function listSets(data: string | undefined, asJson: boolean, terminal: Terminal): Promise<number> {
  const listed = [];
  for (const { name, licence, about, load } of SETS) {
    const rows = data === undefined ? undefined : (await load(data)).rows.length;
    listed.push({ name, licence, ...(rows === undefined ? {} : { rows }), about });
  }
  const lines = listed.map(({ name, licence, rows, about }) =>
    tableRow([name, licence, rows === undefined ? '' : String(rows), about], SET_LAYOUT, terminal.columns),
  );
  const text = asJson ? JSON.stringify(listed) : [tableHead(SET_LAYOUT, terminal.columns), ...lines].join('\n');
  await terminal.print(`${text}\n`);
  return EXIT.ok;
}
