import { describe, expect, test } from 'vitest';
import { documentPageResponse, documentRemovalResponse, documentsResponse } from '../../src/contract/documents.ts';
import { answerOf, problemOf, request, send } from '../support/requests.ts';
import { KEY } from '../support/settings.ts';
import { appWith } from '#host';

/** A shop of its own. */
async function shop(settings: Record<string, string> = {}) {
  const name = `docs-${crypto.randomUUID().slice(0, 8)}`;
  const fetch = await appWith({ API_KEYS: `${name}=${KEY}`, ...settings });
  return {
    put: async (...documents: unknown[]) =>
      (await answerOf(await send('/v1/documents', { documents }, { method: 'PUT' }, fetch), documentsResponse)).results,
    send: (value: unknown) => send('/v1/documents', value, { method: 'PUT' }, fetch),
    list: async (query = '') =>
      answerOf(await fetch(request(`/v1/documents${query}`, null, { method: 'GET' })), documentPageResponse),
    remove: (id: string) =>
      fetch(request(`/v1/documents/${encodeURIComponent(id)}`, null, { method: 'DELETE', raw: null })),
  };
}

const RETURNS = { id: 'returns', title: 'Returns', text: '# How long\n\n30 days.\n\n# Refunds\n\nTo your card.' };
const TUIHUO = {
  id: '退货',
  title: '退货政策',
  text: '签收后 30 天内可以退货。',
  kind: 'faq',
  url: 'https://shop.example/退货',
};

test('documents are kept, told and deleted, in both languages', async () => {
  const { put, list, remove } = await shop();
  expect(await put(RETURNS, TUIHUO)).toEqual([
    { id: 'returns', status: 'created', passages: 2 },
    { id: '退货', status: 'created', passages: 1 },
  ]);
  const { documents, next_cursor: end } = await list();
  expect(documents).toEqual([
    { id: 'returns', title: 'Returns', kind: 'policy', language: 'en', url: null, passages: 2 },
    { id: '退货', title: '退货政策', kind: 'faq', language: 'zh', url: TUIHUO.url, passages: 1 },
  ]);
  expect(end).toBeNull();
  expect(await answerOf(await remove('退货'), documentRemovalResponse)).toEqual({ id: '退货', deleted: true });
  await problemOf(await remove('退货'), 404, 'not_found');
  expect((await list()).documents.map(({ id }: { id: string }) => id)).toEqual(['returns']);
});

test('the same again is unchanged, a shorter one loses its passages', async () => {
  const { put, list } = await shop();
  await put(RETURNS);
  expect(await put(RETURNS)).toEqual([{ id: 'returns', status: 'unchanged', passages: 2 }]);
  expect(await put({ ...RETURNS, text: '30 days.' })).toEqual([{ id: 'returns', status: 'updated', passages: 1 }]);
  expect((await list()).documents).toMatchObject([{ id: 'returns', passages: 1 }]);
});

test('documents whose ids begin alike are kept apart', async () => {
  const { put, list, remove } = await shop();
  await put({ ...RETURNS, id: 'a' }, { ...RETURNS, id: 'a0' }, { ...RETURNS, id: 'a/b' }, { ...RETURNS, id: 'a~' });
  await remove('a');
  expect((await list()).documents.map(({ id }: { id: string }) => id)).toEqual(['a/b', 'a0', 'a~']);
});

test('pages lose none and repeat none', async () => {
  const { put, list } = await shop();
  // The last ones are as long as an id may be, of characters of several bytes, and of what a cursor might be written in.
  const ids = ['d0', 'd~1', 'd~2~', 'd%3', 'd+/=4', '连'.repeat(200), '\u{1f457}'.repeat(200), '\u{1f458}'];
  await put(...ids.map((id) => ({ ...RETURNS, id })));
  const seen: string[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const page: { documents: { id: string }[]; next_cursor: string | null } = await list(
      `?limit=1${cursor === '' ? '' : `&cursor=${cursor}`}`,
    );
    seen.push(...page.documents.map(({ id }) => id));
    cursor = page.next_cursor;
  }
  expect(seen).toEqual(ids.toSorted());
});

describe('what is not legal', () => {
  test('a bad document loses none of the others', async () => {
    const { put } = await shop();
    const results = await put(
      RETURNS,
      { id: 'x', title: 'X' },
      7,
      { ...RETURNS, id: 'a#b' },
      { ...RETURNS, text: '# Only' },
    );
    expect(results.map(({ status }: { status: string }) => status)).toEqual(['created', ...Array(4).fill('rejected')]);
    expect(results[1].errors).toEqual([{ path: 'text', message: 'is required' }]);
    expect(results[3].errors[0].path).toBe('id');
    expect(results[4].errors).toEqual([{ path: 'text', message: 'must have text beside its headings' }]);
  });

  test('a text over the limit names it', async () => {
    const { put } = await shop();
    const [result] = await put({ ...RETURNS, text: 'x'.repeat(100_001) });
    expect(result.errors).toEqual([{ path: 'text', message: 'must have at most 100000 characters' }]);
  });

  test('none, and too many', async () => {
    const { send: sendTo } = await shop();
    for (const documents of [[], Array.from({ length: 101 }, () => RETURNS)]) {
      const { errors } = await problemOf(await sendTo({ documents }), 422, 'validation_failed');
      expect(errors?.[0]?.path).toBe('documents');
    }
  });
});

test('a new shop has the sample, marked, in both languages, until it writes its own', async () => {
  const { put, list, remove } = await shop({ SAMPLE: 'on' });
  const { documents, sample } = await list();
  expect(sample).toBe(true);
  const count = (language: string): number =>
    documents.filter((one: { language: string }) => one.language === language).length;
  expect([count('en'), count('zh')]).toEqual([6, 6]);
  await problemOf(await remove('sample-returns-en'), 404, 'not_found');
  await put(RETURNS);
  const after = await list();
  expect([after.sample, after.documents.length]).toEqual([undefined, 1]);
});
