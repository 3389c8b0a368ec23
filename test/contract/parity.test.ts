import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { floatsOfBase64 } from '../../src/core/base64.ts';
import { argmax } from '../../src/core/math.ts';
import type { Engine } from '../../src/models/engine.ts';
import { applyLinear } from '../../src/models/heads/apply-linear.ts';
import type { Pack } from '../../src/models/pack.ts';
import { BUNDLED_PACK, loadPack, startEngine } from '../../src/platform/node/pack.ts';
import { type ChildServer, startChild } from '../support/child-server.ts';

/** What the fp32 folders of the pack's run answer, and how near the pack must come; written by infra/training. */
interface Fixture {
  revision: string;
  least: Record<'match/same_argmax' | 'tags/same_argmax' | 'encoder/min_cosine', number>;
  embed: { text: string; vector: string }[];
  match: { query: string; text: string; logits: number[] }[];
  tags: { text: string; labels: number[] }[];
}

/** The three bodies as one of the two paths answers: unit vectors, logits or probabilities, token vectors. */
interface Bodies {
  embed(texts: string[]): Promise<ArrayLike<number>[]>;
  match(pairs: { query: string; text: string }[]): Promise<number[][]>;
  tokens(text: string): Promise<Float32Array>;
}

const file = fileURLToPath(new URL('../fixtures/parity-aisle-small.json', import.meta.url));

describe.skipIf(!existsSync(file))('the pack and the fp32 folders of its run (skipped without the fixture)', () => {
  let fixture: Fixture;
  let pack: Pack;
  let engine: Engine;
  let scorer: ChildServer;
  beforeAll(async () => {
    fixture = JSON.parse(readFileSync(file, 'utf8')) as Fixture;
    pack = await loadPack(BUNDLED_PACK);
    engine = await startEngine(BUNDLED_PACK, pack);
    scorer = await startChild('functions/scorer.ts', { HOST: '127.0.0.1', PORT: '0', SCORER_BATCH: '64' });
  });
  afterAll(async () => {
    await engine?.close();
    await scorer?.stop();
  });

  test('the fixture is of this pack', () => {
    expect(fixture.revision, 'write both by one run of aisle_training.export').toBe(pack.manifest.revision);
  });

  const { signal } = new AbortController();
  const inProcess: Bodies = {
    embed: (texts) => engine.embed(texts, signal),
    match: (pairs) => engine.match(pairs, signal),
    async tokens(text) {
      const [found] = await engine.tokens([text], signal);
      return found?.vectors ?? new Float32Array();
    },
  };
  const post = async (path: string, inputs: unknown): Promise<unknown> => {
    const response = await fetch(scorer.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ inputs }),
    });
    expect(response.status, path).toBe(200);
    return await response.json();
  };
  const overHttp: Bodies = {
    embed: async (texts) => (await post('/encoder/embed', texts)) as number[][],
    async match(pairs) {
      const inputs = pairs.map(({ query, text }) => [query, text]);
      const answer = (await post('/match/predict', inputs)) as { label: string; score: number }[][];
      return answer.map((scores) => {
        const score = new Map(scores.map((one) => [one.label, one.score]));
        return pack.manifest.match.labels.map((label) => score.get(label) ?? NaN);
      });
    },
    async tokens(text) {
      const [vectors = []] = (await post('/tagger/embed_all', [text])) as number[][][];
      return Float32Array.from(vectors.flat());
    },
  };

  describe.each([
    ['the ONNX engine', inProcess],
    ['functions/scorer.ts', overHttp],
  ])('%s', (_, bodies) => {
    test('the vectors point the same way', async () => {
      const vectors = await bodies.embed(fixture.embed.map(({ text }) => text));
      for (const [i, { text, vector }] of fixture.embed.entries()) {
        const cosine = floatsOfBase64(vector)?.reduce((sum, x, j) => sum + x * (vectors[i]?.[j] ?? NaN), 0);
        expect(cosine, text).toBeGreaterThanOrEqual(fixture.least['encoder/min_cosine']);
      }
    });

    test('the relations are the same', async () => {
      const answers = await bodies.match(fixture.match);
      const same = fixture.match.filter(({ logits }, i) => argmax(answers[i] ?? []) === argmax(logits));
      expect(same.length / fixture.match.length).toBeGreaterThanOrEqual(fixture.least['match/same_argmax']);
    });

    test('the tokens have the same labels', async () => {
      const { tags } = pack.heads;
      const tokens = fixture.tags.flatMap(({ labels }) => labels).length;
      let same = 0;
      for (const { text, labels } of fixture.tags) {
        const vectors = await bodies.tokens(text);
        expect(vectors, text).toHaveLength(labels.length * tags.inputs);
        same += labels.filter((label, i) => argmax(applyLinear(tags, vectors, i * tags.inputs)) === label).length;
      }
      expect(same / tokens).toBeGreaterThanOrEqual(fixture.least['tags/same_argmax']);
    });
  });
});
