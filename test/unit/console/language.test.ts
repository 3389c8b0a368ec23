import { describe, expect, it } from 'vitest';
import { labelName } from '../../../src/console/labels.ts';
import { firstLanguage, say } from '../../../src/console/language.ts';

describe('language', () => {
  it('speaks the remembered, then the preferred language', () => {
    expect(firstLanguage('zh', ['en'])).toBe('zh');
    expect(firstLanguage(null, ['fr-FR', 'zh-Hant-TW', 'en'])).toBe('zh');
    expect(firstLanguage('xx', ['fr'])).toBe('en');
  });

  it('fills the places of a sentence and keeps unknown labels', () => {
    expect(say('zh', 'line', { line: 3 })).toBe('第 3 行');
    expect(say('en', 'line')).toBe('line {line}');
    expect(labelName('zh', 'order_status')).toBe('订单物流');
    expect(labelName('en', 'toString')).toBe('toString');
  });
});
