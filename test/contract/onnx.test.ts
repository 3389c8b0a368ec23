import { existsSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { AppError } from '../../src/core/error.ts';
import { onnxEmbed, onnxIntent, onnxMatch, onnxTags } from '../../src/models/drivers/onnx/onnx.ts';
import { createOnnxEngine, type OnnxEngine } from '../../src/models/drivers/onnx/onnx-engine.ts';
import type { Pack } from '../../src/models/pack.ts';
import { tagHead } from '../../src/models/heads/tag-head.ts';
import { loadPack } from '../../src/platform/node/pack.ts';
import { fakeCall } from '../support/fake-call.ts';
import { describeEmbedModel } from './suites/embed-model.ts';
import { describeIntentModel } from './suites/intent-model.ts';
import { describeMatchModel } from './suites/match-model.ts';
import { describeTagsModel } from './suites/tags-model.ts';

const directory = fileURLToPath(new URL('../../infra/models/aisle-small', import.meta.url));

describe.skipIf(!existsSync(`${directory}/pack.json`))('onnx (skipped without infra/models/aisle-small)', () => {
  const start = async (): Promise<{ engine: OnnxEngine; pack: Pack; stop: () => Promise<void> }> => {
    const pack = await loadPack(directory);
    const engine = await createOnnxEngine({ directory, pack });
    return { engine, pack, stop: () => engine.close() };
  };

  describeEmbedModel('onnx', async () => {
    const { engine, pack, stop } = await start();
    return { model: onnxEmbed(engine, pack), size: pack.manifest.hidden_size, stop };
  });
  describeIntentModel('onnx', async () => {
    const { engine, pack, stop } = await start();
    const { labels, sub_labels } = pack.manifest.intent;
    return { model: onnxIntent(engine, pack), intents: labels.length, subIntents: sub_labels.length + 1, stop };
  });
  describeMatchModel('onnx', async () => {
    const { engine, pack, stop } = await start();
    return { model: onnxMatch(engine, pack), stop };
  });
  describeTagsModel(
    'onnx',
    async () => {
      const { engine, pack, stop } = await start();
      const names = [
        ...new Set(pack.manifest.tags.labels.filter((label) => label !== 'O').map((label) => label.slice(2))),
      ];
      return { model: onnxTags(engine, pack), names, stop };
    },
    { named: true, finds: false },
  );

  describe('the engine', () => {
    let engine: OnnxEngine;
    let pack: Pack;
    beforeAll(async () => {
      ({ engine, pack } = await start());
    });
    afterAll(() => engine.close());

    const { signal } = new AbortController();
    const codeOf = (call: Promise<unknown>): Promise<string> =>
      call.then(
        () => 'answered',
        (error: unknown) => (error instanceof AppError ? error.code : `not an AppError: ${String(error)}`),
      );
    const texts = Array.from({ length: 64 }, (_, i) => {
      const words = ['red dress', '我的快递到哪了', 'wireless headphones '.repeat(1 + (i % 9)), '无线降噪耳机 蓝牙'];
      return `query: ${words[i % 4]} ${i}`;
    });

    test('64 concurrent texts are answered as alone, and the event loop stays free', async () => {
      const alone: (Float32Array | undefined)[] = [];
      for (const text of texts) alone.push((await engine.embed([text], signal))[0]);
      const delay = monitorEventLoopDelay({ resolution: 1 });
      delay.enable();
      const together = await Promise.all(texts.map((text) => engine.embed([text], signal)));
      delay.disable();
      for (const [i, [vector]] of together.entries()) {
        // The graphs give every token a scale of its own: what else is in a batch touches the last digits of fp32 alone.
        expect(cosine(vector, alone[i]), texts[i]).toBeGreaterThan(0.9999);
      }
      expect(delay.percentile(95) / 1e6).toBeLessThan(20);
    });

    test('tags and intent of a query that are asked at once are those of each alone', async () => {
      const query = '华为手机壳 不要透明的';
      const [tags, [intent]] = await Promise.all([
        engine.tags([{ text: query }], signal),
        engine.intent([query], signal),
      ]);
      expect(tags).toEqual(await engine.tags([{ text: query }], signal));
      expect(intent).toEqual((await engine.intent([query], signal))[0]);
    });

    test('all kinds of calls at once, each its own answer', async () => {
      const long = Array.from({ length: 100 }, (_, i) => `passage: ${'cotton shirt '.repeat(i % 20)}`);
      const done: string[] = [];
      const note = async <T>(name: string, call: Promise<T>): Promise<T> => {
        const answer = await call;
        done.push(name);
        return answer;
      };
      const [bulk, one, tokens, tags, match] = await Promise.all([
        note('bulk', engine.embed(long, signal)),
        note('one', engine.embed(['query: red dress'], signal)),
        note('tokens', engine.tokens(['红色 👟', ''], signal)),
        note('tags', engine.tags([{ text: '红色 👟' }, { text: 'red', name: 'color' }], signal)),
        note('match', engine.match([{ query: 'a', text: 'b' }], signal)),
      ]);
      // What came after a long job has not waited for its end.
      expect(done.at(-1)).toBe('bulk');
      expect([bulk.length, one.length, tags.length, match[0]?.length]).toEqual([100, 1, 2, 4]);
      expect(tokens.map(({ ids, offsets }) => [ids.length, offsets.length])).toEqual(
        tokens.map(({ vectors }) => Array.from({ length: 2 }, () => vectors.length / pack.manifest.hidden_size)),
      );
      expect(tokens[1]?.ids).toEqual([0, 2]);
      const [first] = tokens;
      if (first === undefined) throw new Error('no tokens');
      expect(tagHead(first, { text: '红色 👟' }, pack).spans.map(({ name }) => name)).toEqual(
        tags[0]?.spans.map(({ name }) => name),
      );
    });

    test('work in the background waits for all other, and is answered', async () => {
      const done: string[] = [];
      const note = async <T>(name: string, call: Promise<T>): Promise<T> => {
        const answer = await call;
        done.push(name);
        return answer;
      };
      const long = Array.from({ length: 64 }, (_, i) => `passage: ${'cotton shirt '.repeat(20)}${i}`);
      const first = note('background', engine.embed(long, signal, true));
      // So little that it may be done before anything else is asked.
      const second = note('little', engine.tags([{ text: '红色 👟' }], signal, true));
      // Under way when the others come, who are far more than it.
      await engine.embed(['query: red'], signal);
      const others = Array.from({ length: 6 }, () => note('other', engine.embed(long.slice(0, 32), signal)));
      const [vectors] = await Promise.all([first, second, ...others]);
      expect(done.filter((name) => name !== 'little')).toEqual([...others.map(() => 'other'), 'background']);
      const [alone] = await engine.embed(long.slice(0, 1), signal);
      expect(cosine(vectors[0], alone)).toBeGreaterThan(0.99);
      expect(vectors).toHaveLength(long.length);
    });

    test('a call of a role says whether it is in the background', async () => {
      const long = Array.from({ length: 32 }, (_, i) => ({
        text: `cotton shirt ${i}`.repeat(9),
        as: 'document' as const,
      }));
      const done: string[] = [];
      const note = (name: string) => (): void => void done.push(name);
      await Promise.all([
        onnxEmbed(engine, pack)
          .run(long, fakeCall({ background: true }))
          .then(note('embed')),
        onnxTags(engine, pack).run(long, fakeCall()).then(note('tags')),
      ]);
      expect(done).toEqual(['tags', 'embed']);
    });

    test('tokenize: pieces and offsets of texts and pairs, never truncated', async () => {
      const [pair, long] = await engine.tokenize([['a', '👟b'], 'word '.repeat(900)]);
      expect(pair?.filter(({ offsets }) => offsets === null).map(({ id }) => id)).toEqual([0, 2, 2, 2]);
      expect(long).toHaveLength(902);
    });

    test('an aborted call rejects at once, and the rest go on', async () => {
      const controller = new AbortController();
      const calls = texts.map((text) => codeOf(engine.embed([text.repeat(8)], controller.signal)));
      const other = codeOf(engine.embed(['query: red dress'], signal));
      setTimeout(() => controller.abort(), 5);
      const began = performance.now();
      const last = await calls.at(-1);
      expect(last).toBe('upstream_timeout');
      expect(performance.now() - began).toBeLessThan(200);
      await Promise.all(calls);
      expect(await other).toBe('answered');
    });

    test('too much at a time is upstream_overloaded', async () => {
      const controller = new AbortController();
      const first = codeOf(engine.embed(Array.from<string>({ length: 4096 }).fill('a'), controller.signal));
      expect(await codeOf(engine.embed(['a'], signal))).toBe('upstream_overloaded');
      controller.abort();
      expect(await first).toBe('upstream_timeout');
      expect(await codeOf(engine.embed(['a'], signal))).toBe('answered');
    });

    test('a closed engine is upstream_unavailable, for what waits too', async () => {
      const { engine: second } = await start();
      const waits = codeOf(second.embed(texts, signal));
      await second.close();
      await second.close();
      expect([await waits, await codeOf(second.embed(['a'], signal)), second.alive()]).toEqual([
        'upstream_unavailable',
        'upstream_unavailable',
        false,
      ]);
    });

    test('a worker that crashes is started again, but not for ever', async () => {
      const second = await createOnnxEngine({ directory, pack, threads: 1 });
      const post = vi.spyOn(Worker.prototype, 'postMessage');
      const crash = async (): Promise<void> => {
        const waits = codeOf(second.embed(texts, signal));
        await Promise.resolve();
        await (post.mock.contexts.at(-1) as Worker).terminate();
        expect(await waits).toBe('upstream_unavailable');
      };
      for (let i = 0; i < 3; i++) {
        await crash();
        expect(await codeOf(second.embed(['a'], signal))).toBe('answered');
      }
      await crash();
      expect([await codeOf(second.embed(['a'], signal)), second.alive()]).toEqual(['upstream_unavailable', false]);
      post.mockRestore();
      await second.close();
    });

    test('while one of two workers is down, the other answers', async () => {
      const second = await createOnnxEngine({ directory, pack, threads: 2 });
      const post = vi.spyOn(Worker.prototype, 'postMessage');
      await second.embed(['a'], signal);
      await (post.mock.contexts.at(-1) as Worker).terminate();
      post.mockRestore();
      expect(second.alive()).toBe(true);
      expect((await second.embed(texts, signal)).map((vector) => vector.length)).toEqual(
        texts.map(() => pack.manifest.hidden_size),
      );
      await second.close();
    });
  });

  test('the probe tells the pack', async () => {
    const { engine, pack, stop } = await start();
    const model = onnxMatch(engine, pack);
    expect(await model.probe(signalOf())).toEqual({
      path: 'onnx',
      ok: true,
      name: pack.manifest.name,
      revision: pack.manifest.revision,
    });
    await stop();
    expect(await model.probe(signalOf())).toMatchObject({ ok: false });
    await expect(model.run([{ query: 'a', text: 'b' }], fakeCall())).rejects.toMatchObject({
      code: 'upstream_unavailable',
    });
  });

  test('a folder without graphs is an internal error', async () => {
    const pack = await loadPack(directory);
    await expect(createOnnxEngine({ directory: `${directory}/nothing`, pack })).rejects.toMatchObject({
      code: 'internal',
    });
  });
});

const signalOf = (): AbortSignal => new AbortController().signal;

function cosine(a: Float32Array | undefined, b: Float32Array | undefined): number {
  return (a ?? new Float32Array()).reduce((sum, x, i) => sum + x * (b?.[i] ?? 0), 0);
}
