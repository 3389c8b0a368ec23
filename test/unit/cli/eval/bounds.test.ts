import { describe, expect, test } from 'vitest';
import { hold, readBound, unknownName } from '../../../../src/cli/eval/bounds.ts';
import { UsageError } from '../../../../src/cli/exit.ts';

const figure = (value: number) => ({ value, low: 0, high: 1, n: 1 });

describe('bounds', () => {
  test('are read', () => {
    expect(readBound('min', 'intent/written/zh/accuracy=.85')).toEqual({
      metric: 'intent/written/zh/accuracy',
      kind: 'min',
      limit: 0.85,
    });
    expect(readBound('max', 'a=b.jsonl/ece=1e-2')).toMatchObject({ metric: 'a=b.jsonl/ece', limit: 0.01 });
  });

  test.each(['accuracy', '=1', 'a=', 'a=x', 'a=1x', 'a=.'])('%s is none', (words) => {
    expect(() => readBound('min', words)).toThrow(UsageError);
  });

  test('hold at their very limit', () => {
    const limit = (kind: 'min' | 'max', value: number): boolean =>
      hold({ metric: 'm', kind, limit: 0.5 }, figure(value)).passed;
    expect([0.4, 0.5, 0.6].map((value) => limit('min', value))).toEqual([false, true, true]);
    expect([0.4, 0.5, 0.6].map((value) => limit('max', value))).toEqual([true, true, false]);
  });
});

test('a name that is not known brings the near ones, the nearest first', () => {
  const said = unknownName('metric', 'acuracy', ['ece', 'macro_f1', 'accuracy', 'zh/accuracy', 'ndcg', 'auc']);
  expect(said).toContain('no metric `acuracy`; near: accuracy, ');
  expect(said.split(', ')).toHaveLength(5);
});
