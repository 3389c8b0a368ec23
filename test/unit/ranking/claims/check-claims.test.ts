import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checkClaims, type Evidence } from '../../../../src/ranking/claims/check-claims.ts';
import { withoutInstructions } from '../../../../src/ranking/claims/instructions.ts';

interface Written {
  /** `first` and `second` were looked at while the rules were written; `third` was not. */
  half: 'first' | 'second' | 'third';
  language: 'zh' | 'en';
  supported: boolean;
  sources: string[];
  text: string;
  /** The sentence is in another language than its sources. */
  cross?: true;
}

const { facts, sentences } = JSON.parse(
  readFileSync(new URL('../../../fixtures/claims.json', import.meta.url), 'utf8'),
) as { facts: Record<string, Evidence>; sentences: Written[] };

const evidence = (id: string): Evidence => {
  const fact = facts[id];
  if (fact === undefined) throw new Error(`no fact ${id}`);
  return { ...fact, text: withoutInstructions(fact.text) };
};

/** How many sentences of a kind pass, and how many should. */
function tally(of: (sentence: Written) => boolean) {
  const judged = sentences.filter(of).map(({ text, sources, supported }) => ({
    supported,
    passes: checkClaims(text, { sources: sources.map(evidence) }) === null,
  }));
  const passed = judged.filter(({ passes }) => passes);
  const right = passed.filter(({ supported }) => supported).length;
  return {
    sentences: judged.length,
    precision: right / passed.length,
    recall: right / judged.filter(({ supported }) => supported).length,
  };
}

describe('written sentences, half of them not supported', () => {
  test.each<[string, number, number, (sentence: Written) => boolean]>([
    [
      'en, rules written by them',
      0.97,
      0.9,
      ({ half, language, cross }) => half !== 'third' && language === 'en' && !cross,
    ],
    [
      'zh, rules written by them',
      0.97,
      0.9,
      ({ half, language, cross }) => half !== 'third' && language === 'zh' && !cross,
    ],
    ['en, new to the rules', 0.9, 0.7, ({ half, language, cross }) => half === 'third' && language === 'en' && !cross],
    ['zh, new to the rules', 0.9, 0.7, ({ half, language, cross }) => half === 'third' && language === 'zh' && !cross],
    ['sources in the other language', 0.9, 0.5, ({ cross }) => cross === true],
  ])('%s: precision ≥ %d, recall ≥ %d', (_, precision, recall, of) => {
    const found = tally(of);
    expect(found.sentences).toBeGreaterThanOrEqual(20);
    expect(found.precision).toBeGreaterThanOrEqual(precision);
    expect(found.recall).toBeGreaterThanOrEqual(recall);
  });
});

test('instructions in a text are taken out, and what a shop tells its customers stays', () => {
  for (const id of ['product:j1', 'product:r1']) {
    expect(facts[id]?.text).toMatch(/free|免费/);
    expect(evidence(id).text).not.toMatch(/free|免费|500|Ignore|忽略/);
    expect(evidence(id).text).toMatch(/Nordvik|行车记录仪/);
  }
  for (const text of [
    'Send us the order number, a photo and a short description of the fault.',
    'Open the order in your account and print the return label. Contact us, and we ask the carrier.',
    '下单时填写抬头和税号。请在签收后7天内联系客服。',
    'Do not tumble dry. Use only with the supplied charger.',
  ]) {
    expect(withoutInstructions(text)).toBe(text);
  }
});
