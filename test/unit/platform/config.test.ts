import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../../../src/http/access.ts';
import { accountSecrets, readKeys } from '../../../src/platform/accounts.ts';
import { readConfig } from '../../../src/platform/config.ts';
import { readScorerSettings } from '../../../src/platform/scorer-settings.ts';
import { VERSION } from '../../../src/platform/version.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

describe('readConfig', () => {
  it('has sensible defaults, and an empty variable is not set', () => {
    expect(readConfig({ PORT: '', SCORES: {} })).toMatchObject({
      PORT: 8787,
      HOST: '127.0.0.1',
      MODEL_LOCAL: 'on',
      CORS_ORIGINS: [],
    });
  });

  it('takes an IPv6 address as it stands in a URL', () => {
    expect(readConfig({ HOST: '[::1]' }).HOST).toBe('::1');
    expect(readConfig({ HOST: '::1' }).HOST).toBe('::1');
  });

  it('takes whole numbers only', () => {
    expect(readConfig({ MODEL_THREADS: '8' }).MODEL_THREADS).toBe(8);
    for (const text of ['1.5', '-1', '0x10', '1e3', ' 8', 'many']) {
      expect(() => readConfig({ MODEL_THREADS: text }), text).toThrow('MODEL_THREADS: must be a whole number');
    }
    expect(() => readScorerSettings({ SCORER_BATCH: '0' })).toThrow('SCORER_BATCH');
    expect(readScorerSettings({ HOST: '[::]', PORT: '' })).toMatchObject({ HOST: '::', PORT: 8788, SCORER_BATCH: 32 });
  });

  it('reads lists of URLs', () => {
    expect(readConfig({ MODEL_MATCH_URL: 'http://a:8080/, https://b/x' }).MODEL_MATCH_URL).toEqual([
      'http://a:8080',
      'https://b/x',
    ]);
  });

  it('reads the endpoints of the assistant, none unless set', () => {
    const { MODEL_WRITER_URL, MODEL_SPEECH_URL } = readConfig({
      MODEL_WRITER_URL: 'https://a/v1/ ',
      MODEL_SPEECH_URL: '',
    });
    expect([MODEL_WRITER_URL, MODEL_SPEECH_URL]).toEqual(['https://a/v1', undefined]);
    expect(() => readConfig({ MODEL_SPEECH_URL: 'ftp://a' })).toThrow('MODEL_SPEECH_URL: must be an http or https URL');
  });

  it('names every wrong variable and shows no value', () => {
    const read = (): unknown => readConfig({ PORT: 'secret-a', MODEL_LOCAL: 'secret-b', MODEL_MATCH_URL: 'secret-c' });
    expect(read).toThrow(/PORT.*MODEL_LOCAL|MODEL_MATCH_URL/s);
    expect(read).not.toThrow(/secret/);
    expect(() => readConfig({ PORT: '65536' })).toThrow('PORT: must be at most 65535');
  });
});

describe('keys', () => {
  it('reads plain, named and hashed keys alike', async () => {
    const [plain] = await readKeys('k1');
    const hash = hex(plain?.hash ?? new Uint8Array());
    const keys = await readKeys(`k1, shop=k1, other=sha256:${hash}`);
    expect(keys.map((key) => hex(key.hash))).toEqual([hash, hash, hash]);
    expect(keys.map((key) => key.account)).toEqual([hash.slice(0, 8), 'shop', 'other']);
    expect(await readKeys(undefined)).toEqual([]);
  });

  it('takes a key that ends in the padding of base64 for no name', async () => {
    const [whole] = await readKeys('c2VjcmV0IGtleQ==');
    expect(hex(whole?.hash ?? new Uint8Array())).toBe(hex(await sha256('c2VjcmV0IGtleQ==')));
    const [named] = await readKeys('shop=c2VjcmV0IGtleQ==');
    expect(named).toEqual({ account: 'shop', hash: whole?.hash });
  });

  it.each(['shop=two words', 'sha256:abc', `shop=SHA256:${'0'.repeat(65)}`])('refuses %s', async (setting) => {
    await expect(readKeys(setting)).rejects.toThrow(/^API_KEYS: /);
  });

  it('gives accounts different secrets', async () => {
    const secrets = accountSecrets(await readKeys('a=k1,b=k2'));
    const sign = async (account: string): Promise<string> =>
      hex(new Uint8Array(await crypto.subtle.sign('HMAC', await secrets(account), new Uint8Array([1]))));
    expect(await sign('a')).not.toBe(await sign('b'));
    expect(await sign('a')).toBe(await sign('a'));
  });
});

it("the version is package.json's", () => {
  const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  expect(VERSION).toBe(version);
});
