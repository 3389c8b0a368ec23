import { expect, test } from 'vitest';
import { randomOf } from '../../../../src/core/random.ts';
import { ContentIndex } from '../../../../src/ranking/recommend/content-index.ts';

/** A shop of so many products with six features each, few of which are frequent. */
function shopOf(products: number): { content: ContentIndex; ids: string[] } {
  const random = randomOf(7);
  const content = new ContentIndex();
  const ids = Array.from({ length: products }, (_, i) => `p${i}`);
  const features = (): string[] => Array.from({ length: 6 }, () => `f${Math.floor(200 * random() ** 2)}`);
  for (const id of ids) content.add(id, features());
  return { content, ids };
}

const seeds = ['p3', 'p40', 'p77'].map((id, i) => ({ id, weight: 1 / (i + 1) }));

test('of a small shop the most alike are the very ones, and as alike as the mean cosine', () => {
  const { content, ids } = shopOf(240);
  const meanOf = (id: string): number => {
    const total = seeds.reduce((sum, { weight }) => sum + weight, 0);
    return (
      seeds.reduce(
        (sum, seed) => sum + seed.weight * content.likeness(content.numbers.find(id), content.numbers.find(seed.id)),
        0,
      ) / total
    );
  };
  const sorted = ids.toSorted((a, b) => meanOf(b) - meanOf(a));
  const like = content.like(seeds);
  const top = like.top(30);
  for (const [i, item] of top.entries()) {
    expect(like.of(item)).toBeCloseTo(meanOf(sorted[i] as string));
    expect(like.of(item)).toBeCloseTo(meanOf(content.numbers.id(item)));
  }
  expect(top).toHaveLength(30);
});

test('what may be expected of an item is the mean over those that share a feature with it, and more where the rare is shared', () => {
  const content = new ContentIndex();
  const own = { a: ['x', 'rare'], b: ['x'], c: ['x'], d: ['y'], like: ['x', 'rare'], less: ['x'], none: ['y'] };
  for (const [id, features] of Object.entries(own)) content.add(id, features);
  const { numbers } = content;
  const given = [
    { item: numbers.of('a'), value: 0.6 },
    { item: numbers.of('b'), value: 0.3 },
  ];
  const among = new Set(['like', 'less', 'none']);
  const found = new Map(content.expected(given, among, 9).map(({ item, value }) => [numbers.id(item), value]));
  const [x, rare] = [Math.log(1 + 7 / 6) ** 2, Math.log(1 + 7 / 3) ** 2];
  expect(found.size).toBe(2);
  expect(found.get('less')).toBeCloseTo(0.9 / 6);
  expect(found.get('like')).toBeCloseTo(((x * 0.9) / 6 + (rare * 0.6) / 3) / (x + rare));
  expect(content.expected(given, among, 1).map(({ item }) => numbers.id(item))).toEqual(['like']);
});

test('of a large shop what is found is nearly as alike as the very most alike', () => {
  const { content, ids } = shopOf(6_000);
  const like = content.like(seeds);
  const sumOf = (items: readonly number[]): number => items.reduce((sum, item) => sum + like.of(item), 0);
  const exact = ids.map((id) => content.numbers.of(id)).toSorted((a, b) => like.of(b) - like.of(a));
  const most = sumOf(exact.slice(0, 50));
  const found = like.top(50);
  expect(new Set(found).size).toBe(50);
  expect(sumOf(found) / most).toBeGreaterThan(0.97);
  expect(found.filter((item) => exact.slice(0, 10).includes(item)).length).toBeGreaterThan(8);
});

test('an item comes up as soon as it is there, among thousands that are as alike, and of a set when it is in it', () => {
  const content = new ContentIndex();
  const newcomers = new Set<string>();
  for (let i = 0; i < 3_000; i++) {
    content.add(`p${i}`, ['x', 'y']);
    newcomers.add(`p${i}`);
  }
  const found = (): boolean[] => {
    const like = content.like([{ id: 'p0', weight: 1 }]);
    const late = content.numbers.find('late');
    const given = [{ item: content.numbers.of('p0'), value: 1 }];
    return [like.top(500).includes(late), content.expected(given, newcomers, 500).some(({ item }) => item === late)];
  };
  expect(found()).toEqual([false, false]);
  newcomers.add('late');
  expect(found()).toEqual([false, false]);
  content.add('late', ['x', 'y', 'z']);
  content.add('known', ['x', 'y', 'z']);
  const like = content.like([{ id: 'known', weight: 1 }]);
  expect(like.top(2).map((item) => content.numbers.id(item))).toEqual(['late', 'known']);
  const [best] = content.expected([{ item: content.numbers.of('known'), value: 1 }], newcomers, 1);
  expect(content.numbers.id(best?.item ?? 0)).toBe('late');
});

test('of more than are compared, what shares most with the seeds comes', () => {
  const content = new ContentIndex();
  for (let i = 0; i < 40; i++) content.add(`rare${i}`, ['common', 'rare']);
  for (let i = 0; i < 3_000; i++) content.add(`p${i}`, ['common', `own${i}`]);
  const top = content.like([{ id: 'rare0', weight: 1 }]).top(40);
  expect(top.map((item) => content.numbers.id(item)).toSorted()).toEqual(
    Array.from({ length: 40 }, (_, i) => `rare${i}`).toSorted(),
  );
});

test('the same seeds give the same answer, whatever was asked between', () => {
  const { content, ids } = shopOf(3_000);
  const ask = (): unknown[] => {
    const given = seeds.map(({ id, weight }) => ({ item: content.numbers.of(id), value: weight }));
    return [content.like(seeds).top(50), content.expected(given, new Set(ids.slice(0, 1_500)), 50)];
  };
  const first = ask();
  content.like([{ id: 'p9', weight: 2 }]).top(10);
  expect(ask()).toEqual(first);
});

test('seeds and items that it has not got are nothing alike', () => {
  const { content } = shopOf(10);
  content.add('bare', []);
  const like = content.like([{ id: 'nobody', weight: 1 }]);
  expect([like.top(5), like.of(999)]).toEqual([[], 0]);
  expect(content.expected([{ item: content.numbers.of('nobody'), value: 1 }], new Set(['p1']), 5)).toEqual([]);
  expect(content.like([{ id: 'p1', weight: 1 }]).of(content.numbers.of('later'))).toBe(0);
  expect(content.like([{ id: 'bare', weight: 1 }]).top(5)).toEqual([]);
});
