import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openText } from '../../../../src/cli/import/open-text.ts';
import { type Format, readRows, type Row } from '../../../../src/cli/import/rows.ts';

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'aisle-import-'))));
afterAll(async () => await rm(folder, { recursive: true, force: true }));

/** The rows of a file with these bytes. */
async function rowsOf(bytes: Buffer | string, name = 'products', given?: Format, encoding?: string) {
  const file = join(folder, name);
  await writeFile(file, bytes);
  const source = await openText(file, encoding, Readable.from([]));
  const { format, rows } = await readRows(file, source.text, given);
  const all: Row[] = [];
  for await (const row of rows) all.push(row);
  return { format, encoding: source.encoding, isZipped: source.isZipped, rows: all };
}

const CSV = 'id,title\n1,红色连衣裙\n2,"a, ""b""\nc"\n\n3,d\n';
const ROWS = [
  { line: 2, values: { id: '1', title: '红色连衣裙' } },
  { line: 3, values: { id: '2', title: 'a, "b"\nc' } },
  { line: 6, values: { id: '3', title: 'd' } },
];

/** 红色连衣裙 in GBK, which no encoder here writes. */
const GBK = Buffer.from('baecc9abc1acd2c2c8b9', 'hex');

describe('encodings', () => {
  test.each([
    ['UTF-8', Buffer.from(CSV)],
    ['UTF-8', Buffer.from(`\ufeff${CSV}`)],
    ['UTF-16 (little endian)', Buffer.from(`\ufeff${CSV}`, 'utf16le')],
    ['UTF-16 (little endian)', Buffer.from(CSV, 'utf16le')],
    ['UTF-16 (big endian)', Buffer.from(`\ufeff${CSV}`, 'utf16le').swap16()],
    ['GB18030 (GBK)', Buffer.concat([Buffer.from('id,title\n1,'), GBK, Buffer.from('\n2,"a, ""b""\nc"\n\n3,d\n')])],
  ])('%s', async (encoding, bytes) => {
    expect(await rowsOf(bytes)).toEqual({ format: 'csv', encoding, isZipped: false, rows: ROWS });
  });

  test('gzip', async () => {
    expect(await rowsOf(gzipSync(CSV), 'a.csv.gz')).toMatchObject({ isZipped: true, rows: ROWS });
    await expect(rowsOf(gzipSync(CSV).subarray(0, 40))).rejects.toThrow('cannot be unpacked');
  });

  test('one that does not hold to the end, one that is named, one that is none', async () => {
    const late = Buffer.concat([Buffer.from(`{"a":"${'x'.repeat(300_000)}"}\n`), GBK]);
    await expect(rowsOf(late)).rejects.toThrow('say its --encoding');
    const latin = await rowsOf(Buffer.from('id,title\n1,caf\u00e9\n', 'latin1'), 'latin.csv', undefined, 'latin1');
    expect(latin.rows).toEqual([{ line: 2, values: { id: '1', title: 'café' } }]);
    await expect(rowsOf('a', 'x', undefined, 'klingon')).rejects.toThrow('klingon');
  });
});

describe('formats', () => {
  test('JSON lines by name or by beginning, wrong ones told', async () => {
    const rows = [
      { line: 1, values: { id: 'a' } },
      { line: 3, fault: 'is not JSON' },
      { line: 4, fault: 'is no JSON object' },
      { line: 5, values: { id: 'b' } },
    ];
    expect(await rowsOf('{"id":"a"}\n\n{\n[1]\n{"id":"b"}')).toMatchObject({ format: 'jsonl', rows });
  });

  test.each([
    ['\t', 'tsv'],
    [';', 'csv'],
    ['|', 'csv'],
  ])('parted by %j', async (sign, format) => {
    const text = `id${sign}title\n1${sign}a, b\n`;
    expect(await rowsOf(text)).toMatchObject({ format, rows: [{ line: 2, values: { id: '1', title: 'a, b' } }] });
  });

  test('quotes with a backslash before them', async () => {
    const { rows } = await rowsOf('"id","title"\n"1","a 40\\" TV, black"\n"2","\\"Weird Al\\""\n');
    expect(rows).toMatchObject([{ values: { title: 'a 40" TV, black' } }, { values: { title: '"Weird Al"' } }]);
  });

  test('rows that do not fit the header', async () => {
    const { rows } = await rowsOf('id,title\n1,a,b\n2\n3,c,\n4,"d\n5,e\n');
    expect(rows).toEqual([
      { line: 2, fault: 'has 3 cells, and the header 2: are its quotes right?' },
      { line: 3, values: { id: '2', title: '' } },
      { line: 4, values: { id: '3', title: 'c' } },
      { line: expect.any(Number), fault: 'opens a quote that is never closed' },
    ]);
  });

  test('names that are empty or come twice', async () => {
    const { rows } = await rowsOf('id,,id\n1,2,3\n');
    expect(rows).toEqual([{ line: 2, values: { id: '1', 'column 2': '2', 'id (3)': '3' } }]);
  });

  test.each([
    ['', 'is empty'],
    [' \n', 'is empty'],
    ['[{"id": 1}]', 'one JSON list'],
    [Buffer.concat([Buffer.alloc(257, 97), Buffer.from('ustar')]), 'tar archive'],
    [Buffer.from('504b0304', 'hex'), 'zip archive'],
  ])('%# is refused with a way out', async (bytes, sentence) => {
    await expect(rowsOf(bytes)).rejects.toThrow(sentence);
  });
});
