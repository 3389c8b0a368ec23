import { describe, expect, test } from 'vitest';
import { CallError, type Client } from '../../../../src/cli/client.ts';
import { createExaminer } from '../../../../src/cli/eval/examiner.ts';
import { FailedError } from '../../../../src/cli/exit.ts';
import type { Terminal } from '../../../../src/cli/terminal.ts';
import { embeddingsResponse } from '../../../../src/contract/embeddings.ts';

const terminal: Terminal = {
  isTerminal: false,
  showsProgress: false,
  columns: 100,
  signal: new AbortController().signal,
  exitCode: 0,
  print: async () => undefined,
  warn: () => undefined,
  status: () => undefined,
  paint: (_, text) => text,
};

/** A server that is quick enough for so many texts of one request; past them it does `late`. */
async function examinerOf(quick: number, late: 'degraded' | 'deadline_exceeded' | 'forbidden', allowDegraded = false) {
  const sizes: number[] = [];
  const ask = async (path: string, body: object): Promise<object> => {
    const served = { path: 'onnx', degraded: false };
    const model = { name: 'm', revision: '1' };
    if (path === '/v1/intent') return { results: [], model, served_by: served, usage: { units: 1 } };
    const { input } = body as { input: string[] };
    sizes.push(input.length);
    const isLate = input.length > quick;
    if (isLate && late !== 'degraded') throw new CallError('no', { status: 504, code: late });
    return {
      object: 'list',
      model: 'm',
      data: input.map((text, index) => ({ object: 'embedding', index, embedding: text })),
      usage: { prompt_tokens: 1, total_tokens: 1 },
      aisle: { served_by: isLate ? { path: 'lexical', degraded: true, reason: 'slow' } : served, usage: { units: 1 } },
    };
  };
  const client = { ask, close: async () => undefined } as unknown as Client;
  const examiner = await createExaminer(client, { parallel: 1, allowDegraded }, terminal);
  const texts = Array.from({ length: 10 }, (_, i) => `t${i}`);
  const answers = async () =>
    await examiner.about('set')(texts, { items: 8 }, async (input, post) => {
      const { data } = await post('/v1/embeddings', { input }, embeddingsResponse);
      return data.map(({ embedding }) => embedding);
    });
  return { examiner, sizes, texts, answers };
}

test('asks in full requests and says which model answers', async () => {
  const { examiner, sizes, texts, answers } = await examinerOf(8, 'degraded');
  expect(await answers()).toEqual(texts);
  expect({ sizes, ...examiner.model, degraded: examiner.degraded }).toEqual({
    sizes: [8, 2],
    name: 'm',
    revision: '1',
    degraded: 0,
  });
});

describe('a server that does not get through a full request in time', () => {
  test.each(['degraded', 'deadline_exceeded'] as const)('is asked for halves: %s', async (late) => {
    const { examiner, sizes, texts, answers } = await examinerOf(2, late);
    expect(await answers()).toEqual(texts);
    expect(sizes).toEqual([8, 4, 2, 2, 4, 2, 2, 2]);
    expect(examiner.degraded).toBe(0);
  });

  test('nor through the smallest is refused, with the reason', async () => {
    const { answers } = await examinerOf(0, 'degraded');
    await expect(answers()).rejects.toThrow(FailedError);
    await expect(answers()).rejects.toThrow('/v1/embeddings: the full model does not answer (slow)');
  });

  test('is taken as it is where that is allowed', async () => {
    const { examiner, sizes, answers } = await examinerOf(0, 'degraded', true);
    expect(await answers()).toHaveLength(10);
    expect({ sizes, degraded: examiner.degraded }).toEqual({ sizes: [8, 2], degraded: 2 });
  });
});

test('another error is no reason to ask again', async () => {
  const { sizes, answers } = await examinerOf(2, 'forbidden');
  await expect(answers()).rejects.toThrow(CallError);
  expect(sizes).toEqual([8]);
});
