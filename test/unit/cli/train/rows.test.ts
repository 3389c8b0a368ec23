import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DataError } from '../../../../src/cli/train/read-lines.ts';
import { readRows } from '../../../../src/cli/train/rows.ts';

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'aisle-rows-'))));
afterAll(async () => await rm(folder, { recursive: true, force: true }));

async function file(content: string | Uint8Array): Promise<string> {
  const path = join(folder, 'data.jsonl');
  await writeFile(path, content);
  return path;
}

async function faultsOf(content: string | Uint8Array): Promise<string[]> {
  const error: unknown = await readRows(await file(content)).catch((thrown: unknown) => thrown);
  if (!(error instanceof DataError)) throw new Error('nothing is wrong with it');
  return error.faults.map(({ line, message }) => `${line}: ${message}`);
}

const row = '{"query":"鱼竿","intent":"find_product"}';

describe('encodings', () => {
  test.each([
    ['UTF-16 with its mark', Buffer.from(`\ufeff${row}`, 'utf16le'), '0: is UTF-16 (little endian): save it as UTF-8'],
    ['UTF-16 without', Buffer.from(row, 'utf16le'), '0: is UTF-16 (little endian): save it as UTF-8'],
    ['big-endian UTF-16', Buffer.from(row, 'utf16le').swap16(), '0: is UTF-16 (big endian): save it as UTF-8'],
    ['GBK', Buffer.from('7b2271223a22d3e3b8cd227d', 'hex'), '0: is not UTF-8, and looks like GBK: save it as UTF-8'],
    ['bytes of no encoding', Buffer.from('7b22ff', 'hex'), '0: is not UTF-8: save it as UTF-8'],
    ['nothing', Buffer.from('\n \n'), '0: is empty'],
  ])('%s', async (_, bytes, fault) => expect(await faultsOf(bytes)).toEqual([fault]));

  test('a byte order mark of UTF-8 and Windows line ends are left out', async () => {
    const { intent } = await readRows(await file(`\ufeff${row}\r\n\r\n${row}\r\n`));
    expect(intent.map(({ line, query }) => [line, query])).toEqual([
      [1, '鱼竿'],
      [3, '鱼竿'],
    ]);
  });
});

describe('rows', () => {
  test.each([
    ['{"query":', 'is not JSON'],
    ['[1]', 'must be a JSON object'],
    ['{"query":"a"}', 'must have `intent`, `spans`, `attributes` or `relation`'],
    ['{"query":"a","intent":"x","split":"test"}', 'split must be "train" or "dev"'],
    ['{"query":" ","intent":"x"}', 'query must not be blank'],
    [`{"query":"${'a'.repeat(513)}","intent":"x"}`, 'query must have at most 512 characters'],
    [
      '{"query":"a","title":"b","relation":"Exact"}',
      'relation must be one of exact, substitute, complement, irrelevant',
    ],
    ['{"query":"a","relation":"exact"}', 'product must be a product: an object with at least `title`'],
    [
      '{"text":"red","spans":[{"start":0,"end":4,"name":"color"}]}',
      'spans.0 ends at 4, and the text has 3 UTF-16 units',
    ],
    ['{"text":"red","spans":[{"start":1,"end":1,"name":"color"}]}', 'spans.0 is empty: `end` must be after `start`'],
    ['{"text":"red","spans":[{"start":-1,"end":1,"name":"color"}]}', 'spans.0.start must not be negative'],
    ['{"text":"a red","spans":[{"start":1,"end":5,"name":"color"}]}', 'spans.0 begins or ends with a space'],
    [
      '{"text":"𠮷红","spans":[{"start":1,"end":3,"name":"color"}]}',
      'spans.0 cuts a character in two: offsets are UTF-16 units',
    ],
    [
      '{"text":"dark red","spans":[{"start":0,"end":8,"name":"color"},{"start":5,"end":8,"name":"color"}]}',
      'spans.1 overlaps spans.0',
    ],
    ['{"title":"red cup","attributes":{"Color":["blue"]}}', 'attributes.Color.0 does not stand in the title'],
    ['{"title":"redder cup","attributes":{"Color":["red"]}}', 'attributes.Color.0 does not stand in the title'],
  ])('%s', async (line, fault) => expect(await faultsOf(`${row}\n${line}`)).toEqual([`2: ${fault}`]));

  test('every fault of a file is told, in its order', async () => {
    expect(await faultsOf('{\n{"text":"a","spans":[{"start":0,"end":3,"name":""}],"language":"fr"}')).toEqual([
      '1: is not JSON',
      '2: spans.0.name must not be blank',
      expect.stringMatching(/^2: language must be/),
    ]);
  });

  test('values are found in whatever case and width, in both languages', async () => {
    const { named } = await readRows(
      await file(
        '{"title":"Hero RED Cup ６０V20Ah","attributes":{"Color":["red"],"Voltage":["60v"],"Capacity":["20Ah"],"Size":[]}}\n' +
          '{"title":"苏泊尔电磁炉","attributes":{"品牌":["苏泊尔"]}}',
      ),
    );
    expect(
      named.map(({ attribute, text, spans }) => [attribute, spans.map((s) => text.slice(s.start, s.end))]),
    ).toEqual([
      ['Color', ['RED']],
      ['Voltage', ['６０V']],
      ['Capacity', ['20Ah']],
      ['Size', []],
      ['品牌', ['苏泊尔']],
    ]);
  });
});
