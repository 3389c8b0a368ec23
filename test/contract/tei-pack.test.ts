import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createScorer } from '../../src/http/scorer/scorer-app.ts';
import { teiEmbed, teiMatch, teiTags } from '../../src/models/drivers/tei.ts';
import type { Engine } from '../../src/models/engine.ts';
import { tagHead, tagPrompt } from '../../src/models/heads/tag-head.ts';
import type { Pack } from '../../src/models/pack.ts';
import type { TaggedText } from '../../src/models/port.ts';
import { loadPack, startEngine } from '../../src/platform/node/pack.ts';
import { fakeCall } from '../support/fake-call.ts';
import { listen } from '../support/listen.ts';
import { ODD_TEXTS } from './suites/any-model.ts';
import { describeEmbedModel } from './suites/embed-model.ts';
import { describeMatchModel } from './suites/match-model.ts';
import { describeTagsModel } from './suites/tags-model.ts';

const directory = fileURLToPath(new URL('../../infra/models/aisle-small', import.meta.url));

// The TEI drivers on the scorer over the pack in the repository: HTTP, byte offsets and heads as the edge has them.
describe.runIf(existsSync(`${directory}/pack.json`))('the pack behind the scorer', () => {
  let pack: Pack;
  let engine: Engine;
  let url: string;
  let close: () => Promise<void>;
  beforeAll(async () => {
    pack = await loadPack(directory);
    engine = await startEngine(directory, pack);
    ({ url, stop: close } = await listen(createScorer({ engine, pack })));
  });
  afterAll(async () => {
    await close();
    await engine.close();
  });
  const options = (prefix: string) => ({ url: `${url}/${prefix}`, pack, path: 'onnx' }) as const;
  const stop = async (): Promise<void> => {};
  const names = (): string[] => pack.manifest.tags.labels.map((label) => label.slice(2));

  describeEmbedModel('tei on the pack', async () => ({
    model: teiEmbed(options('encoder')),
    size: pack.manifest.hidden_size,
    stop,
  }));
  describeMatchModel('tei on the pack', async () => ({ model: teiMatch(options('match')), stop }));
  describeTagsModel('tei on the pack', async () => ({ model: teiTags(options('tagger')), names: names(), stop }), {
    named: true,
    finds: false,
  });

  test('over HTTP as in process: spans, to the last offset', async () => {
    const { signal } = new AbortController();
    const texts = [...ODD_TEXTS, '👟 红色 Nike shoes in red, ½ price', `${'long '.repeat(300)}red`];
    const inputs = texts
      .flatMap((text) => [{ text }, { text, name: '颜色' }])
      .map((input) => ({
        ...input,
        text: input.text.toWellFormed(),
      }));
    const shape = ({ spans }: TaggedText): unknown => spans.map(({ name, start, end }) => [name, start, end]);
    const model = teiTags(options('tagger'));
    const all = await model.run(inputs, fakeCall());
    for (const [i, input] of inputs.entries()) {
      const [tokens] = await engine.tokens([tagPrompt(input)], signal);
      const remote = all[i];
      expect(remote && shape(remote.output)).toEqual(tokens && shape(tagHead(tokens, input, pack)));
    }
  });

  test('over HTTP as in process: vectors and logits', async () => {
    const { signal } = new AbortController();
    const text = '华为手机壳 不要透明的 👟';
    const { query_prefix } = pack.manifest.embed;
    const [local = new Float32Array()] = await engine.embed([query_prefix + text], signal);
    const [remote] = await teiEmbed(options('encoder')).run([{ text, as: 'query' }], fakeCall());
    for (const [i, x] of local.entries()) expect(remote?.output[i]).toBeCloseTo(x, 6);
    const pair = { query: text, text: '华为 Mate 60 磨砂手机壳' };
    const [logits = []] = await engine.match([pair], signal);
    const [answer] = await teiMatch(options('match')).run([pair], fakeCall());
    for (const [i, x] of logits.entries()) expect(answer?.output[i]).toBeCloseTo(x, 5);
  });
});
