import { importsOf, type Import } from './imports.ts';

/** Paths from the repository's root to their text. */
export type Sources = ReadonlyMap<string, string>;

/** A broken rule: its name, and a sentence that says where and what to do. */
export interface Violation {
  readonly rule: string;
  readonly message: string;
}

/** A room, and the layer it stands in. An import goes to a lower layer or stays in its room. */
const layers = {
  'src/core': 1,
  'src/contract': 2,
  'src/ranking': 2,
  'src/models': 2,
  'src/state': 2,
  'src/http': 3,
  'src/tasks': 3,
  'src/platform': 4,
  functions: 5,
  // The command stands on top like an entry: it builds the app in process, or starts one.
  'src/cli': 6,
  // The web page stands aside: see `consoleMayImport`.
  'src/console': 6,
} as const;

type Room = keyof typeof layers;

const consoleMayImport: readonly Room[] = ['src/console', 'src/contract', 'src/core'];

/**
 * The one arrow between neighbours. A route is where the edge policy hands over to what the shopper gets: it calls the task of its own
 * word. Tasks know nothing of HTTP, and nothing else in `src/http` knows the tasks.
 */
const mayGoSideways = (from: string, to: string): boolean => inside(from, 'src/http/routes') && inside(to, 'src/tasks');

/**
 * Packages that run on Workers. What is not named here must not be reachable from `functions/worker.ts`. Plain `zod` is not: it weighs 17 kB
 * more than `zod/mini`; nor is its index of all languages.
 */
const packagesForWorkers = [
  'hono',
  'zod/mini',
  '@huggingface/inference',
  '@huggingface/tokenizers',
  'cloudflare:workers',
];

/** Where the web framework and its context may be known: it stays out of tasks, models, ranking, state and contract. */
const mayKnowHono = ['src/http', 'src/platform', 'src/console', 'src/cli', 'functions'];

/** Rooms of drivers: only `src/platform` picks from them. */
const driverRooms = ['src/models/drivers', 'src/state/drivers', 'src/state/store'];

/** Files of `src/tasks` that are no endpoint. */
const notEndpoints = ['shop-context'];

const roomsWithoutAName = ['utils', 'util', 'helpers', 'helper', 'common', 'shared', 'misc', 'lib'];

const inside = (path: string, folder: string): boolean => path === folder || path.startsWith(`${folder}/`);
const rooms = Object.keys(layers) as Room[];
const roomOf = (path: string): Room | undefined => rooms.find((room) => inside(path, room));
const isFile = (path: string): boolean => /^(src|functions|test|infra)\//.test(path);
const belongsTo = (name: string, packages: readonly string[]): boolean => packages.some((known) => inside(name, known));

/** Holds the house's rules against the sources in `src/` and `functions/`; `files` are all paths that exist, tests too. */
export function violations(sources: Sources, files: Iterable<string> = sources.keys()): Violation[] {
  const imports = [...sources].flatMap(([path, source]) => importsOf(path, source));
  const all = new Set(files);
  return [
    ...imports.flatMap((one) => [...layerRules(one)]),
    ...nodeOnly(imports),
    ...cycles(imports),
    ...names(all),
    ...oneWord(all),
    ...[...sources].flatMap(([path, source]) => [...reasons(path, source)]),
  ];
}

function* layerRules({ from, to }: Import): Generator<Violation> {
  if (to === null) {
    yield { rule: 'computed', message: `${from} imports a computed name; write it out, so that it can be followed` };
    return;
  }
  const room = roomOf(from);
  if (room === undefined) return;
  if (!isFile(to)) {
    if (room === 'src/core') yield { rule: 'core', message: `${from} imports ${to}; core imports nothing` };
    if (belongsTo(to, ['hono', '@hono']) && !belongsTo(from, mayKnowHono)) {
      yield { rule: 'framework', message: `${from} imports ${to}; the web framework stays in src/http` };
    }
    return;
  }
  const target = roomOf(to);
  if (target === undefined) {
    const isData = inside(to, 'infra/models') && !to.endsWith('.ts') && layers[room] >= 4;
    if (!isData) yield { rule: 'outside', message: `${from} imports ${to}, which is no room of the product` };
    return;
  }
  if (room === 'src/console' && !consoleMayImport.includes(target)) {
    yield { rule: 'console', message: `${from} imports ${to}; the page knows the HTTP API and contract/ only` };
  } else if (room !== target && layers[target] >= layers[room] && !mayGoSideways(from, to)) {
    yield { rule: 'layer', message: `${from} imports ${to}: up or sideways` };
  }
  const driver = driverRoom(to);
  if (driver && !inside(from, driver) && room !== 'src/platform') {
    yield { rule: 'driver', message: `${from} imports ${to}; only src/platform picks a driver` };
  }
}

function driverRoom(path: string): string | undefined {
  return driverRooms.find((room) => inside(path, room));
}

/** Follows what runs (not what is erased) from the Worker's entry. */
function* nodeOnly(imports: readonly Import[]): Generator<Violation> {
  const seen = new Map<string, string>([['functions/worker.ts', 'functions/worker.ts']]);
  for (const [path, way] of seen) {
    for (const { to, erased } of imports.filter((one) => one.from === path)) {
      if (to === null || erased || seen.has(to)) continue;
      if (isFile(to)) seen.set(to, `${way} → ${to}`);
      else if (!belongsTo(to, packagesForWorkers)) yield { rule: 'node-only', message: `${way} → ${to}` };
    }
  }
}

/** Depth-first: an import of a file that is still being visited closes a ring. */
function* cycles(imports: readonly Import[]): Generator<Violation> {
  const next = Map.groupBy(imports, ({ from }) => from);
  const done = new Set<string>();
  const trail: string[] = [];
  function* visit(path: string): Generator<Violation> {
    if (done.has(path)) return;
    if (trail.includes(path)) {
      yield { rule: 'cycle', message: [...trail.slice(trail.indexOf(path)), path].join(' → ') };
      return;
    }
    trail.push(path);
    for (const { to } of next.get(path) ?? []) if (to !== null && next.has(to)) yield* visit(to);
    trail.pop();
    done.add(path);
  }
  for (const path of next.keys()) yield* visit(path);
}

function* names(files: ReadonlySet<string>): Generator<Violation> {
  for (const path of files) {
    const words = path.replace(/\.[^/]*$/, '').split('/');
    const bad = words.find((word) => roomsWithoutAName.includes(word));
    if (isFile(path) && bad) yield { rule: 'name', message: `${path}: '${bad}' says nothing of what is inside` };
  }
}

/** One endpoint is one word: the same file name in contract/, tasks/, http/routes/ and test/http/. */
function* oneWord(files: ReadonlySet<string>): Generator<Violation> {
  for (const path of files) {
    const word = /^src\/tasks\/([^/]+)\.ts$/.exec(path)?.[1];
    if (word === undefined || notEndpoints.includes(word)) continue;
    for (const folder of ['src/contract', 'src/http/routes']) {
      const twin = `${folder}/${word}.ts`;
      if (!files.has(twin)) yield { rule: 'one-word', message: `${path} has no ${twin}` };
    }
    const tests = `test/http/${word}`;
    if (![...files].some((file) => file === `${tests}.test.ts` || file.startsWith(`${tests}/`))) {
      yield { rule: 'one-word', message: `${path} has no ${tests}.test.ts` };
    }
  }
}

/** A switched-off lint rule says why, after ` -- `. */
function* reasons(path: string, source: string): Generator<Violation> {
  for (const [comment] of source.matchAll(/(?:oxlint|eslint)-disable[^\n]*/g)) {
    if (!/ -- \S/.test(comment)) yield { rule: 'reason', message: `${path}: '${comment.trim()}' gives no reason` };
  }
}
