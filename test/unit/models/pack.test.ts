import { describe, expect, it } from 'vitest';
import { parsePack } from '../../../src/models/pack.ts';
import { fakePack } from '../../support/fake-pack.ts';

describe('parsePack', () => {
  const { manifest } = fakePack();

  it('names what is wrong with a manifest', () => {
    const { hidden_size: _, ...without } = manifest;
    expect(() => parsePack(without, new ArrayBuffer(0))).toThrow(/pack\.json: .*hidden_size/s);
  });

  it('refuses relations in another order, which would be read as each other', () => {
    const match = { ...manifest.match, labels: manifest.match.labels.toReversed() };
    expect(() => parsePack({ ...manifest, match }, new ArrayBuffer(0))).toThrow('match.labels');
  });

  it('names a heads file that is none', () => {
    expect(() => parsePack(manifest, new ArrayBuffer(4))).toThrow('safetensors: the file is shorter than its header');
  });
});
