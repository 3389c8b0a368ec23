import { describe, expect, it } from 'vitest';
import { labelName } from '../../../src/console/labels.ts';
import { firstLanguage, say } from '../../../src/console/language.ts';
import { parseProblem } from '../../../src/console/problem.ts';
import { problemTitle } from '../../../src/console/problem-words.ts';

describe('language', () => {
  it('speaks the remembered, then the preferred language', () => {
    expect(firstLanguage('zh', ['en'])).toBe('zh');
    expect(firstLanguage(null, ['fr-FR', 'zh-Hant-TW', 'en'])).toBe('zh');
    expect(firstLanguage('xx', ['fr'])).toBe('en');
  });

  it('fills the places of a sentence and keeps unknown labels', () => {
    expect(say('zh', 'line', { line: 3 })).toBe('第 3 行');
    expect(say('en', 'line')).toBe('line {line}');
    expect(say('en', 'found', { total: 1 })).toBe('1 product');
    expect(say('en', 'found', { total: 12 })).toBe('12 products');
    expect(say('zh', 'found', { total: 1 })).toBe('共 1 件商品');
    expect(labelName('zh', 'order_status')).toBe('订单物流');
    expect(labelName('en', 'toString')).toBe('toString');
  });

  it('names problems, and leaves those of others as they are', () => {
    const ours = parseProblem(401, { title: 'A valid API key is required', code: 'unauthorized' }, null);
    expect(problemTitle('zh', ours)).toBe('需要有效的 API 密钥');
    expect(problemTitle('en', ours)).toBe('A valid API key is required');
    expect(problemTitle('zh', parseProblem(502, '<h1>Bad gateway</h1>', null))).toBe('HTTP 502');
    expect(problemTitle('zh', parseProblem(500, { title: 'Odd', code: 'toString' }, null))).toBe('Odd');
  });
});
