import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { attributesReader } from '../../../src/cli/commands/attributes.ts';
import { matchReader } from '../../../src/cli/commands/match.ts';
import { UsageError } from '../../../src/cli/exit.ts';
import { countLines, readInputs, type Reader, type Source } from '../../../src/cli/input.ts';

async function all<T>(source: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of source) items.push(item);
  return items;
}

const texts: Reader<string> = {
  text: (line) => line,
  json: (value) => {
    if (typeof value !== 'string') throw new Error('must be a text');
    return value;
  },
};
const stdin = (text: string | Buffer): Readable => Readable.from([typeof text === 'string' ? Buffer.from(text) : text]);
const read = async (text: string | Buffer, source: Source = {}): Promise<unknown[]> =>
  await all(readInputs(source, texts, stdin(text)));

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'aisle-input-'))));
afterAll(async () => await rm(folder, { recursive: true }));

describe('lines', () => {
  test('keep their number when empty ones are skipped, whatever ends them', async () => {
    expect(await read('\ufeffred dress\r\n\r\n  \n我的快递到哪了\n')).toEqual([
      { line: 1, item: 'red dress' },
      { line: 4, item: '我的快递到哪了' },
    ]);
  });

  test('need no end', async () => expect(await read('a')).toEqual([{ line: 1, item: 'a' }]));

  test('are cut from bytes, not from characters in halves', async () => {
    const bytes = Buffer.from('红色\n');
    const halves = Readable.from([bytes.subarray(0, 2), bytes.subarray(2)]);
    expect(await all(readInputs({}, texts, halves))).toEqual([{ line: 1, item: '红色' }]);
  });

  test('of JSON are faults one by one', async () => {
    expect(await read('"a"\n{\n1\n"b"', { jsonl: true })).toEqual([
      { line: 1, item: 'a' },
      { line: 2, fault: 'is not JSON' },
      { line: 3, fault: 'must be a text' },
      { line: 4, item: 'b' },
    ]);
  });
});

describe('files', () => {
  test('say by their name whether they hold JSON', async () => {
    for (const [name, item] of [
      ['a.txt', '"x"'],
      ['a.jsonl', 'x'],
      ['a.NDJSON', 'x'],
    ] as const) {
      await writeFile(join(folder, name), '"x"\n');
      expect(await read('', { file: join(folder, name) })).toEqual([{ line: 1, item }]);
    }
  });

  test('that are not there are an error of their own', async () => {
    await expect(read('', { file: join(folder, 'none') })).rejects.toThrow('ENOENT');
    expect(await countLines(join(folder, 'none'))).toBeUndefined();
  });

  test.each([
    ['', 0],
    ['a', 1],
    ['a\n', 1],
    ['a\nb', 2],
    ['\n\n', 2],
  ])('%j has %i lines', async (text, lines) => {
    await writeFile(join(folder, 'count'), text);
    expect(await countLines(join(folder, 'count'))).toBe(lines);
  });
});

test('a person at the keyboard is not waited for unless asked', async () => {
  const keyboard = Object.assign(stdin('a\n'), { isTTY: true });
  await expect(readInputs({}, texts, keyboard).next()).rejects.toThrow(UsageError);
  expect(await all(readInputs({ file: '-' }, texts, keyboard))).toEqual([{ line: 1, item: 'a' }]);
});

describe('what a line means', () => {
  test('to match: a title beside a query, else both with a tab between', () => {
    expect(matchReader('q').text('a\tb')).toEqual({ query: 'q', product: { title: 'a\tb' } });
    expect(matchReader(undefined).text('手机壳\tCase\tblack')).toEqual({
      query: '手机壳',
      product: { title: 'Case\tblack' },
    });
    expect(() => matchReader(undefined).text('no tab')).toThrow('with a tab between');
  });

  test('to match, in JSON: a pair, or a product', () => {
    const pair = { id: '1', query: 'q', product: { title: 't' } };
    expect(matchReader(undefined).json(pair)).toEqual(pair);
    expect(matchReader('other').json(pair)).toEqual(pair);
    expect(matchReader('q').json({ id: '1', title: 't', brand: 'b' })).toEqual({
      id: '1',
      query: 'q',
      product: { id: '1', title: 't', brand: 'b' },
    });
    expect(matchReader('q').json('t')).toEqual({ query: 'q', product: { title: 't' } });
    for (const wrong of [1, null, [], {}, 't', { title: 't' }, { query: 'q' }]) {
      expect(() => matchReader(undefined).json(wrong), JSON.stringify(wrong)).toThrow('must');
    }
  });

  test('to attributes: a title, a query, or an item with names of its own', () => {
    expect(attributesReader('product', undefined).text('t')).toEqual({ product: { title: 't' } });
    expect(attributesReader('query', ['材质']).text('t')).toEqual({ query: 't', attributes: ['材质'] });
    expect(attributesReader('product', ['a']).json({ query: 'q', attributes: ['b'] })).toEqual({
      query: 'q',
      attributes: ['b'],
    });
    expect(attributesReader('product', undefined).json({ id: '1', title: 't' })).toEqual({
      id: '1',
      product: { id: '1', title: 't' },
    });
    expect(() => attributesReader('product', undefined).json({ name: 't' })).toThrow('must be');
  });
});
