import { describe, expect, test } from 'vitest';
import { lexicalMatchModel, lexicalTagsModel } from '../../../../src/models/drivers/lexical.ts';
import { fakeCall } from '../../../support/fake-call.ts';
import { fakePack } from '../../../support/fake-pack.ts';

const PAIR = { query: '华为手机壳 不要透明的', text: '华为Mate60手机壳 磨砂硅胶 黑色 防摔 '.repeat(16) };
const pairs = (count: number) => Array.from({ length: count }, () => ({ ...PAIR }));

describe('a long list', () => {
  test('lets others have their turn', async () => {
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 1);
    const answers = await lexicalMatchModel(fakePack()).run(pairs(200), fakeCall());
    clearInterval(timer);
    expect(answers).toHaveLength(200);
    expect(turns).toBeGreaterThan(3);
  });

  test('ends when its call does', async () => {
    const ending = new AbortController();
    const work = lexicalMatchModel(fakePack()).run(pairs(5_000), fakeCall({ signal: ending.signal }));
    setTimeout(() => ending.abort(new Error('over')), 5);
    const start = performance.now();
    await expect(work).rejects.toMatchObject({ code: 'upstream_timeout' });
    expect(performance.now() - start).toBeLessThan(1_000);
  });
});

test('a text is answered alike whether it is asked once or with many names', async () => {
  const model = lexicalTagsModel(fakePack());
  const names = ['Color', '颜色', 'Brand', '产地'];
  const together = await model.run(
    names.map((name) => ({ text: 'red Nike shoes', name })),
    fakeCall(),
  );
  for (const [i, name] of names.entries()) {
    expect(await model.run([{ text: 'red Nike shoes', name }], fakeCall())).toEqual([together[i]]);
  }
  expect(together.map(({ output }) => output.spans.map((span) => span.name))).toEqual([
    ['Color'],
    ['颜色'],
    ['Brand'],
    [],
  ]);
});
