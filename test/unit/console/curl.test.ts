import { describe, expect, it } from 'vitest';
import { asCurl } from '../../../src/console/curl.ts';

describe('asCurl', () => {
  it('quotes for a shell and never carries the key', () => {
    const url = 'http://127.0.0.1:8787/v1/intent';
    expect(asCurl({ method: 'POST', url, body: `{"queries":["men's $HOME"]}`, authorized: true })).toBe(
      [
        `curl -sS -X POST`,
        `'${url}'`,
        `-H "Authorization: Bearer $AISLE_KEY"`,
        `-H 'Content-Type: application/json'`,
        String.raw`--data-raw '{"queries":["men'\''s $HOME"]}'`,
      ].join(' \\\n  '),
    );
    expect(asCurl({ method: 'GET', url, body: null, authorized: false })).toBe(`curl -sS \\\n  '${url}'`);
  });
});
