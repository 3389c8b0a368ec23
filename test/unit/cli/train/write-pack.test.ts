import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { withLabels } from '../../../../src/cli/train/adapt.ts';
import { writePack } from '../../../../src/cli/train/write-pack.ts';
import type { Linear, Pack } from '../../../../src/models/pack.ts';
import { readSafetensors, type Tensor, writeSafetensors } from '../../../../src/models/safetensors.ts';
import { loadPack } from '../../../../src/platform/node/pack.ts';
import { fakePack } from '../../../support/fake-pack.ts';

let folder: string;
let base: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aisle-pack-'));
  base = join(folder, 'base');
  await mkdir(base);
  const { manifest, heads } = fakePack();
  const layers: [string, Linear][] = [
    ['intent', heads.intent],
    ['sub_intent', heads.subIntent],
    ['tags', heads.tags],
    ['named', heads.named],
  ];
  const tensors = layers.flatMap(([name, { weight, bias, inputs, outputs }]): [string, Tensor][] => [
    [`${name}.weight`, { shape: [outputs, inputs], data: weight }],
    [`${name}.bias`, { shape: [outputs], data: bias }],
  ]);
  await writeFile(join(base, 'heads.safetensors'), writeSafetensors(new Map(tensors)));
  await writeFile(join(base, 'pack.json'), JSON.stringify({ ...manifest, licences: ['MIT'], quality: { a: 1 } }));
  await writeFile(join(base, 'tasks.onnx'), 'a graph');
});
afterAll(async () => await rm(folder, { recursive: true, force: true }));

const origin = { rows: { intent: 40 }, metrics: { intent: { metric: 'accuracy' } } };
const { signal } = new AbortController();

function adapted(): Pack {
  const pack = withLabels(fakePack(), {
    intents: ['fishing_spot'],
    subIntents: [{ name: 'tides', intent: 'fishing_spot' }],
    spans: ['target_fish'],
  });
  const identity = { weight: new Float32Array(16).fill(0.5), bias: new Float32Array(4), inputs: 4, outputs: 4 };
  return { ...pack, heads: { ...pack.heads, matchAdapt: identity } };
}

test('a pack that loads, with a revision, a name and a note of its own; the base stays as it is', async () => {
  const before = await readFile(join(base, 'pack.json'), 'utf8');
  const out = join(folder, 'fishing');
  const { name, revision } = await writePack(base, out, adapted(), origin, signal);
  const { manifest, heads } = await loadPack(out);
  expect(manifest).toMatchObject({ name: 'fishing', revision });
  expect(name).toBe('fishing');
  expect(revision).toMatch(/^[0-9a-f]{12}$/);
  expect(manifest.intent.labels).toEqual(['find_product', 'other', 'fishing_spot']);
  expect(manifest.tags.labels.slice(-2)).toEqual(['B-target_fish', 'I-target_fish']);
  expect([heads.intent.outputs, heads.subIntent.outputs, heads.tags.outputs]).toEqual([3, 2, 7]);
  expect(heads.matchAdapt?.weight[3]).toBe(0.5);
  const json = JSON.parse(await readFile(join(out, 'pack.json'), 'utf8')) as Record<string, unknown>;
  expect(json).toMatchObject({ licences: ['MIT'], adapted_from: { name: 'fake', revision: 'fake-1', ...origin } });
  expect(json).not.toHaveProperty('quality');
  expect((await stat(join(out, 'tasks.onnx'))).ino).toBe((await stat(join(base, 'tasks.onnx'))).ino);
  expect(await readFile(join(base, 'pack.json'), 'utf8')).toBe(before);
});

test('an interruption leaves nothing', async () => {
  const stop = AbortSignal.abort(new Error('stop'));
  await expect(writePack(base, join(folder, 'none'), adapted(), origin, stop)).rejects.toThrow('stop');
  expect((await readdir(folder)).filter((name) => name.startsWith('none'))).toEqual([]);
});

test('tensors are read as they were written', () => {
  const tensors = new Map([
    ['a', { shape: [2, 3], data: Float32Array.of(1, 2, 3, 4, 5, 6) }],
    ['b', { shape: [1], data: Float32Array.of(-0.5) }],
  ]);
  expect(readSafetensors(writeSafetensors(tensors).buffer)).toEqual(tensors);
});
