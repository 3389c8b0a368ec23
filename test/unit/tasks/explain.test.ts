import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lexicalIntentModel, lexicalMatchModel, lexicalTagsModel } from '../../../src/models/drivers/lexical.ts';
import type { Call, Model } from '../../../src/models/port.ts';
import { productText } from '../../../src/models/prompts.ts';
import { only } from '../../../src/ranking/explain/mask.ts';
import type { QueryExplainRequest } from '../../../src/tasks/explain/explained.ts';
import { explainQuery } from '../../../src/tasks/explain.ts';
import { seenWords } from '../../../src/tasks/explain/seen-words.ts';
import { fakeCall } from '../../support/fake-call.ts';
import { fakePack } from '../../support/fake-pack.ts';
import { memoryCatalog } from '../../support/memory-catalog.ts';

const pack = fakePack();
const lexical = lexicalMatchModel(pack);

/** The lexical scorer under the path of a model; `path` is asked at each run. */
function named(
  path: (call: Call) => 'onnx' | 'lexical',
  run: typeof lexical.run = lexical.run.bind(lexical),
): Model<'match'> {
  return {
    ...lexical,
    run: async (inputs, call) => {
      const now = path(call);
      return (await run(inputs, call)).map((item) => ({ ...item, served: { path: now, degraded: now === 'lexical' } }));
    },
  };
}

const explain = async (
  match: Model<'match'>,
  request: Partial<QueryExplainRequest> = {},
  { call = fakeCall(), now = Date.now }: { call?: Call; now?: () => number } = {},
) => {
  const models = { embed: null as never, intent: lexicalIntentModel(pack), tags: lexicalTagsModel(pack), match };
  return await explainQuery(
    { query: 'iphone 13 case', product: { title: 'Clear Case for iPhone 12, Shockproof Cover' }, ...request },
    { models, pack, call, catalog: memoryCatalog(), behaviour: {} as never, now },
  );
};

describe('a model that fails on the way', () => {
  test('all is done again by what stands in for it, past the cache', async () => {
    let runs = 0;
    const fresh: boolean[] = [];
    const match = named((call) => {
      fresh.push(call.fresh);
      runs += 1;
      return runs === 1 ? 'onnx' : 'lexical';
    });
    const answer = await explain(match);
    expect(answer.served_by.path).toBe('lexical');
    // The last two of each time go together.
    expect(fresh).toEqual([false, false, false, true, true, true]);
    // Nothing of the first model is in it.
    const { judged: _, cache: __, ...alone } = await explain(named(() => 'lexical'));
    expect(answer).toMatchObject(alone);
  });

  test('one that comes and goes gives no explanation', async () => {
    let runs = 0;
    const match = named(() => (runs++ % 2 === 0 ? 'onnx' : 'lexical'));
    await expect(explain(match)).rejects.toMatchObject({ code: 'model_unavailable' });
  });

  test('its error is the answer', async () => {
    const match = { ...lexical, run: () => Promise.reject(new Error('broken')) };
    await expect(explain(match)).rejects.toThrow('broken');
  });
});

describe('the deadline', () => {
  /** A model that takes ten milliseconds a pair, by a clock of its own. */
  const slow = () => {
    let time = 0;
    const match = named(
      () => 'onnx',
      (inputs, call) => {
        time += 10 * inputs.length;
        return lexical.run(inputs, call);
      },
    );
    return { match, now: () => time };
  };

  test.each(['lime', 'shap'] as const)(
    '%s takes fewer samples where it leaves no time for all, and says so',
    async (method) => {
      const { match, now } = slow();
      const request = {
        method,
        samples: 512,
        query: 'red summer dress for women',
        product: { title: 'Long blue linen dress with two deep pockets' },
      };
      const answer = await explain(match, request, { call: fakeCall({ deadline: 4_000 }), now });
      expect(answer.reduced).toBe(true);
      expect(answer.samples).toBeGreaterThan(16);
      expect(answer.samples).toBeLessThan(256);
      expect(now()).toBeLessThan(4_000);
    },
  );

  test('all are taken where there is time', async () => {
    const { match, now } = slow();
    const answer = await explain(match, { method: 'shap', samples: 64 }, { call: fakeCall({ deadline: 30_000 }), now });
    expect(answer.reduced).toBeUndefined();
    expect(answer.samples).toBe(64);
  });
});

describe('what is left of a pair', () => {
  const product = {
    title: 'Zest Case for iPhone 13',
    brand: 'Zest',
    color: 'Midnight blue',
    bullets: ['soft touch', '防摔 耐磨', 'x '.repeat(400).trim()],
    description: 'never seen',
    price: { amount: 9, currency: 'USD' },
  };
  const { words, fields, pairOf } = seenWords({ query: '手机壳 iphone 13', product });

  test('with all words it is the pair itself', () => {
    expect(pairOf(only(words.length, words.keys()))).toEqual({ query: '手机壳 iphone 13', product });
  });

  test('with none there are no texts, and what is no text stays', () => {
    expect(pairOf(only(words.length, []))).toEqual({ query: '-', product: { title: '-', price: product.price } });
  });

  test('the brand that the title has and the description behind bullets are not seen', () => {
    expect(fields.map(({ field }) => field)).toEqual(['query', 'title', 'color', 'bullets']);
    expect(fields.flatMap((field) => field.words)).toEqual([...words.keys()]);
  });

  test('whatever words are left, the model sees those and no others', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: words.length, maxLength: words.length, max: 1 }), (mask) => {
        const { query, product: rest } = pairOf(mask);
        const left = (isQuery: boolean): string =>
          words
            .filter((word, i) => mask[i] === 1 && (word.field === 'query') === isQuery)
            .map((word) => word.text)
            .join('');
        const bare = (text: string): string => text.replaceAll(/[\s|-]/g, '');
        expect(bare(query)).toBe(bare(left(true)));
        expect(bare(productText(rest))).toBe(bare(left(false)));
      }),
    );
  });
});
