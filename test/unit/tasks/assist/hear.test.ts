import { expect, test } from 'vitest';
import type { AppError } from '../../../../src/core/error.ts';
import type { Transcriber } from '../../../../src/models/speech.ts';
import { hear } from '../../../../src/tasks/assist/hear.ts';
import { fakeCall } from '../../../support/fake-call.ts';

const WAV = new Uint8Array([...'RIFF0000WAVEfmt '].map((c) => c.charCodeAt(0)));
const hearing = (words: string): Transcriber => ({
  transcribe: async ({ type }) => (type === 'audio/wav' ? words : 'another type'),
  probe: () => Promise.reject(new Error('not asked')),
});
const errorOf = (bytes: Uint8Array<ArrayBuffer>, transcriber: Transcriber | undefined) =>
  hear(bytes, { transcriber, call: fakeCall() }).catch((error: AppError) => error);

test('the words', async () => {
  expect(await hear(WAV, { transcriber: hearing('有红色的吗'), call: fakeCall() })).toBe('有红色的吗');
});

test('what cannot be heard', async () => {
  expect(await errorOf(WAV, undefined)).toMatchObject({ code: 'not_implemented', status: 501 });
  expect(await errorOf(new Uint8Array([1, 2, 3]), hearing('a'))).toMatchObject({ status: 415 });
  expect(await errorOf(WAV, hearing(''))).toMatchObject({
    errors: [{ path: 'audio', message: 'has no words that were heard' }],
  });
  expect(await errorOf(WAV, hearing('a'.repeat(4_001)))).toMatchObject({
    errors: [{ path: 'audio', message: 'must be speech of at most 4000 characters' }],
  });
});
