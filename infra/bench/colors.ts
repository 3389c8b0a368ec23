// The main colour of product photos, held against labels made by looking: `--data FOLDER` with the photos in folders by kind.
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Pixels } from '../../src/core/picture.ts';
import { decodePicture } from '../../src/models/drivers/picture/decode.ts';
import { clusterColors } from '../../src/ranking/image/clusters.ts';
import { nameColor } from '../../src/ranking/image/color-terms.ts';
import { dominantColors } from '../../src/ranking/image/dominant-colors.ts';
import { labOf } from '../../src/ranking/image/lab.ts';
import type { BenchResult, BenchRow, Spread } from './measure.ts';

/** File → the colours that a person would accept as its main one, for the photos that the method was tuned on and for others. */
type Labels = Record<'tuned' | 'held_out', Record<string, string[]>>;

const LABELS = new URL('photo-colors.json', import.meta.url);

/** The share of photos whose first colour is one of the labels', beside the commonest colour of the whole picture. */
export async function bench(args: readonly string[]): Promise<BenchResult> {
  const { values } = parseArgs({ args: [...args], options: { data: { type: 'string' } } });
  if (values.data === undefined) throw new Error('colors needs --data FOLDER, which has dress/, hat/ and so on');
  const folder = resolve(values.data);
  const labels = JSON.parse(await readFile(LABELS, 'utf8')) as Labels;
  const wrong: string[] = [];
  const rows: BenchRow[] = [];
  for (const part of ['tuned', 'held_out'] as const) {
    const photos = Object.entries(labels[part]);
    const right = { ours: 0, peer: 0 };
    for (const [file, accepted] of photos) {
      const pixels = await decodePicture(await readFile(join(folder, file)));
      const found = dominantColors(pixels).map(({ color }) => color);
      if (accepted.includes(found[0] ?? '')) right.ours += 1;
      else wrong.push(`${part} ${file}: ${accepted.join(' or ')}; found ${found.join(', ')}`);
      if (accepted.includes(commonest(pixels))) right.peer += 1;
    }
    const [ours, peer] = [right.ours / photos.length, right.peer / photos.length];
    rows.push({
      name: `main colour of ${photos.length} photos, ${part.replace('_', ' ')}`,
      unit: 'share right',
      better: 'more',
      ours: same(ours),
      peer: { name: 'whole picture', ...same(peer) },
      ratio: ours / peer,
      target: null,
    });
  }
  return { rows, notes: wrong };
}

const same = (value: number): Spread => ({ median: value, low: value, high: value });

/** The name of the largest of five clusters of all pixels: what a picture's dominant colour commonly means. */
function commonest({ data }: Pixels): string {
  const points = Array.from({ length: data.length / 4 }, (_, i) =>
    labOf(data[4 * i] ?? 0, data[4 * i + 1] ?? 0, data[4 * i + 2] ?? 0),
  );
  const { centres, of } = clusterColors(points, 5);
  const sizes = centres.map((_, cluster) => of.filter((one) => one === cluster).length);
  const largest = centres[sizes.indexOf(Math.max(...sizes))];
  return largest === undefined ? '' : nameColor(largest).term;
}
