// `npm run bench -- NAME… [--OPTION VALUE…]`: runs `./NAME.ts` with the options, prints a table, then one line of JSON.
import { readFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import type { BenchResult, BenchRow, Spread } from './measure.ts';

const benches: Record<string, () => Promise<{ bench: (args: readonly string[]) => Promise<BenchResult> }>> = {
  explain: () => import('./explain.ts'),
  onnx: () => import('./onnx.ts'),
  'match-edge': () => import('./match-edge.ts'),
  'match-node': () => import('./match-node.ts'),
  recommend: () => import('./recommend.ts'),
  'search-100k': () => import('./search-100k.ts'),
  'search-relevance': () => import('./search-relevance.ts'),
  colors: () => import('./colors.ts'),
};

const given = process.argv.slice(2);
const options = given.findIndex((word) => word.startsWith('--'));
const names = options < 0 ? given : given.slice(0, options);
if (names.length === 0 || names.some((name) => !Object.hasOwn(benches, name))) {
  console.error(`npm run bench -- ${Object.keys(benches).join('|')}`);
  process.exit(2);
}

const host = {
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: availableParallelism(),
  avx512_vnni: hasFlag('avx512_vnni'),
  node: process.version,
};
console.log(`${host.cpu}, ${host.cores} cores, avx512_vnni ${host.avx512_vnni}, Node ${host.node}`);
for (const name of names) {
  const result = await (await benches[name]?.())?.bench(options < 0 ? [] : given.slice(options));
  if (result === undefined) continue;
  console.table(result.rows.map(tableRow));
  for (const note of result.notes ?? []) console.log(note);
  console.log(JSON.stringify({ bench: name, host, ...result }));
}

function tableRow({ name, unit, ours, peer, ratio, target }: BenchRow): Record<string, string | number> {
  return {
    what: name,
    unit,
    ours: shown(ours),
    peer: `${shown(peer)} ${peer.name}`,
    ratio: Number(ratio.toFixed(2)),
    target: target === null ? '' : `≥ ${target} ${ratio >= target ? 'reached' : 'MISSED'}`,
  };
}

function shown({ median, low, high }: Spread): string {
  return `${round(median)} (${round(low)}–${round(high)})`;
}

function round(value: number): string {
  return value.toPrecision(3);
}

function hasFlag(flag: string): 'yes' | 'no' | 'unknown' {
  try {
    return readFileSync('/proc/cpuinfo', 'utf8').includes(flag) ? 'yes' : 'no';
  } catch {
    return 'unknown';
  }
}
