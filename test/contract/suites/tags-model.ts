import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AppError } from '../../../src/core/error.ts';
import type { TaggedText } from '../../../src/models/port.ts';
import { fakeCall } from '../../support/fake-call.ts';
import { ODD_TEXTS, type Started, testAnyModel } from './any-model.ts';

/** A `tags` model with the canonical names that it may answer. */
export interface StartedTags extends Started<'tags'> {
  names: readonly string[];
}

/** What a `tags` driver can do. */
export interface TagsAbilities {
  /** It can be asked for a named attribute; else it must say `not_implemented`. */
  named: boolean;
  /** It knows that Nike is a brand, and red and 红色 are colors: false for a pack whose quality is judged elsewhere. */
  finds: boolean;
}

/** Runs what every `tags` driver promises. */
export function describeTagsModel(
  name: string,
  start: () => Promise<StartedTags>,
  { named, finds }: TagsAbilities,
): void {
  describe(`${name}: tags`, () => {
    let started: StartedTags;
    beforeAll(async () => {
      started = await start();
    });
    afterAll(() => started.stop());
    testAnyModel(() => started, [{ text: 'red Nike shoes' }, { text: 'wooden table' }]);

    test('spans are exact pieces of the text, in order, for odd texts too', async () => {
      const answers = await started.model.run(
        ODD_TEXTS.map((text) => ({ text })),
        fakeCall(),
      );
      expect(answers).toHaveLength(ODD_TEXTS.length);
      for (const [i, { output }] of answers.entries()) expectSpans(ODD_TEXTS[i] ?? '', output, started.names);
    });

    test.runIf(finds)('offsets are right after Chinese and emoji', async () => {
      const text = '👟👟 红色 Nike shoes in red';
      const [answer] = await started.model.run([{ text }], fakeCall());
      const found = (answer?.output.spans ?? []).map((span) => `${span.name}: ${text.slice(span.start, span.end)}`);
      expect(found).toContain('brand: Nike');
      expect(found).toContain('color: red');
      expect(found.some((line) => line.startsWith('color: 红'))).toBe(true);
    });

    test.runIf(named)('a named attribute: its spans and the probability that there are none', async () => {
      const text = '👟 red Nike shoes';
      const [answer] = await started.model.run([{ text, name: '颜色' }], fakeCall());
      expectSpans(text, answer?.output ?? { spans: [] }, ['颜色']);
      expect(answer?.output.notStated).toBeGreaterThanOrEqual(0);
      expect(answer?.output.notStated).toBeLessThanOrEqual(1);
    });

    test.runIf(!named)('a named attribute is not_implemented', async () => {
      const error = await started.model
        .run([{ text: 'red', name: '颜色' }], fakeCall())
        .catch((caught: unknown) => caught);
      expect(error).toBeInstanceOf(AppError);
      expect((error as AppError).code).toBe('not_implemented');
    });
  });
}

function expectSpans(text: string, { spans }: TaggedText, names: readonly string[]): void {
  let end = 0;
  for (const span of spans) {
    expect(names).toContain(span.name);
    expect(span.start).toBeGreaterThanOrEqual(end);
    expect(span.end).toBeGreaterThan(span.start);
    expect(span.end).toBeLessThanOrEqual(text.length);
    const piece = text.slice(span.start, span.end);
    expect(piece).toBe(piece.trim());
    expect(span.confidence).toBeGreaterThan(0);
    expect(span.confidence).toBeLessThanOrEqual(1);
    end = span.end;
  }
}
