import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const hasPack = existsSync(join(root, 'infra/models/aisle-small/pack.json'));
let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'aisle-cli-'))));
afterAll(async () => await rm(folder, { recursive: true, force: true }));

interface Ended {
  code: number | null;
  out: string;
  err: string;
}

const start = (words: readonly string[], env: Record<string, string> = {}): ChildProcess =>
  spawn(process.execPath, [join(root, 'src/cli/aisle.ts'), ...words], {
    cwd: folder,
    env: { PATH: process.env['PATH'], DATA_DIR: join(folder, 'data'), MODEL_THREADS: '1', ...env },
  });

async function aisle(words: readonly string[], stdin = '', env: Record<string, string> = {}): Promise<Ended> {
  const child = start(words, env);
  const { stdin: input, stdout, stderr } = child;
  if (input === null || stdout === null || stderr === null) throw new Error('the child has no pipes');
  input.on('error', () => undefined).end(stdin);
  const [out, err] = await Promise.all([text(stdout), text(stderr), once(child, 'close')]);
  return { code: child.exitCode, out, err };
}

const lines = (out: string): Record<string, unknown>[] =>
  out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe('without a model', () => {
  test('help and version', async () => {
    expect(await aisle(['--version'])).toMatchObject({ code: 0, err: '' });
    const [all, one, two] = await Promise.all([
      aisle(['--help']),
      aisle(['match', '--help']),
      aisle(['help', 'match']),
    ]);
    for (const word of ['intent', 'attributes', 'match', 'serve', 'scorer']) expect(all.out).toContain(`  ${word}`);
    expect(one).toEqual(two);
    expect(one.out).toContain('--url');
  });

  test.each([
    [[]],
    [['nope']],
    [['intent', '--nope']],
    [['intent', '--parallel', '0', 'a']],
    [['intent', '--json', '--table', 'a']],
    [['intent', '--file', 'x', 'a']],
    [['intent', '--url', 'ftp://x', 'a']],
    [['serve', 'a']],
    [['serve', '--port', '99999']],
  ])('%j is wrong usage', async (words) => {
    const { code, out, err } = await aisle(words);
    expect({ code, isTold: err !== '' || out.startsWith('Usage') }).toEqual({ code: 2, isTold: true });
  });

  test('a server that is not there, a file that is not there', async () => {
    expect(await aisle(['intent', '--url', 'http://127.0.0.1:9', 'a'])).toMatchObject({ code: 1, out: '' });
    const none = await aisle(['intent', '--url', 'http://127.0.0.1:9', '--file', 'none.txt']);
    expect(none).toMatchObject({ code: 1, err: expect.stringContaining('none.txt') });
  });
});

describe.skipIf(!hasPack)('in process (skipped when infra/models/aisle-small is not there)', () => {
  test('intent answers texts in both languages, in their order', async () => {
    const { code, out, err } = await aisle(['intent', 'red dress under $50', '我的快递到哪了']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(lines(out)).toMatchObject([
      { query: 'red dress under $50', intent: 'find_product', constraints: { price: { max: 50, currency: 'USD' } } },
      { query: '我的快递到哪了', intent: 'order_status', served_by: { path: 'onnx', degraded: false } },
    ]);
  });

  test('attributes of names, match of titles', async () => {
    const [asked, matched] = await Promise.all([
      aisle(['attributes', '--names', 'Flavor,材质', 'Matcha Green Tea Powder, 100 g']),
      aisle(['match', 'iphone 13 case', '-'], 'Silicone Case for iPhone 13\nExpandable Garden Hose 50 ft\n'),
    ]);
    expect(lines(asked.out)).toMatchObject([{ attributes: [{ name: 'Flavor' }, { name: '材质' }] }]);
    expect(lines(matched.out).map(({ relevance }) => typeof relevance)).toEqual(['number', 'number']);
  });

  test('a table keeps its columns', async () => {
    const { out } = await aisle(['intent', '--table', '送妈妈什么礼物', 'usb c cable']);
    const [head = '', ...rows] = out.trimEnd().split('\n');
    expect(head).toMatch(/^intent +sure +query$/);
    const answered = rows.filter((row) => !row.startsWith(' '));
    expect(answered.map((row) => row.slice(head.indexOf('query')))).toEqual(['送妈妈什么礼物', 'usb c cable']);
    expect(out).not.toContain('\u001b');
  });

  test('what cannot be answered is named by its line, and the rest is answered', async () => {
    const input = ['"a"', '{', `"${'x'.repeat(513)}"`, '"b"', '1'].join('\n');
    const { code, out, err } = await aisle(['intent', '--jsonl'], input);
    expect(code).toBe(1);
    expect(err).toContain('line 2: is not JSON');
    expect(err).toContain('line 3: must have at most 512 characters');
    expect(err).toContain('3 of 5 have no answer');
    expect(lines(out)).toMatchObject([{ query: 'a' }, { line: 2 }, { line: 3 }, { query: 'b' }, { line: 5 }]);
  });

  test('a reader that goes away ends it without a word', async () => {
    const file = join(folder, 'many.txt');
    await writeFile(file, Array.from({ length: 3000 }, (_, i) => `usb cable ${i % 50}\n`).join(''));
    const child = start(['intent', '--file', file]);
    let err = '';
    child.stderr?.on('data', (chunk) => (err += String(chunk)));
    child.stdout?.once('data', () => child.stdout?.destroy());
    await once(child, 'close');
    expect({ code: child.exitCode, err }).toEqual({ code: 0, err: '' });
  });

  test('Ctrl-C ends it, also while it waits for lines', async () => {
    const child = start(['intent']);
    child.stdin?.write('usb cable\n');
    if (child.stdout === null) throw new Error('the child has no stdout');
    await once(child.stdout, 'data');
    child.kill('SIGINT');
    await once(child, 'close');
    expect(child.exitCode).toBe(130);
  });
});

describe.skipIf(!hasPack)('against a server (skipped when infra/models/aisle-small is not there)', () => {
  let server: ChildProcess;
  let url: string;
  beforeAll(async () => {
    server = start(['serve', '--port', '0'], { API_KEYS: 'test=secret', LOG_LEVEL: 'silent' });
    url = await new Promise((resolve, reject) => {
      let said = '';
      const listen = (chunk: unknown): void => {
        said += String(chunk);
        const found = /http:\/\/127\.0\.0\.1:\d+/.exec(said);
        if (found !== null) resolve(found[0]);
      };
      server.stdout?.on('data', listen);
      server.stderr?.on('data', listen);
      server.once('exit', () => reject(new Error(`the server ended: ${said}`)));
    });
  });
  afterAll(async () => {
    server.kill('SIGTERM');
    await once(server, 'close');
  });

  test('a file in several requests keeps its order', async () => {
    const file = join(folder, 'pairs.tsv');
    const titles = Array.from({ length: 230 }, (_, i) => `USB-C cable ${i % 20} m`);
    await writeFile(file, titles.map((title) => `usb c cable\t${title}\n`).join(''));
    const { code, out } = await aisle(['match', '--file', file, '--url', `${url}/`], '', { AISLE_KEY: 'secret' });
    expect(code).toBe(0);
    const answers = lines(out);
    expect(answers).toHaveLength(230);
    expect(answers.slice(20, 40).map(({ relation }) => relation)).toEqual(
      answers.slice(0, 20).map(({ relation }) => relation),
    );
  });

  test('the key is asked for', async () => {
    const { code, out, err } = await aisle(['intent', 'a', '--url', url, '--key', 'wrong']);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain('key');
  });
});

test.runIf(hasPack)('what asks in its own process leaves the account alone, whose file may be a server’s', async () => {
  const data = join(folder, 'apart');
  const { code } = await aisle(['match', 'red dress', 'Red summer dress'], '', { DATA_DIR: data });
  expect(code).toBe(0);
  expect(existsSync(join(data, 'cache.sqlite'))).toBe(true);
  expect(existsSync(join(data, 'accounts'))).toBe(false);
});
