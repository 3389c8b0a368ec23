import { teiEmbed, teiIntent, teiMatch, type TeiOptions, teiTags } from '../../src/models/drivers/tei.ts';
import { createScorer } from '../../src/http/scorer/scorer-app.ts';
import { fakeEngine } from '../support/fake-engine.ts';
import { FAKE_SIZE, fakePack } from '../support/fake-pack.ts';
import { startFakeTei } from '../support/fake-tei.ts';
import { listen } from '../support/listen.ts';
import { describeEmbedModel } from './suites/embed-model.ts';
import { describeIntentModel } from './suites/intent-model.ts';
import { describeMatchModel } from './suites/match-model.ts';
import { describeTagsModel } from './suites/tags-model.ts';

const pack = fakePack();
const names = ['brand', 'color'];
const token = 'secret-token';

const servers: Record<string, () => Promise<{ url: string; stop: () => Promise<void> }>> = {
  'tei on the fake TEI': () => startFakeTei({ token }),
  'tei on the scorer': () => listen(createScorer({ engine: fakeEngine(), pack, apiKey: token })),
};

for (const [name, start] of Object.entries(servers)) {
  const options = (url: string): TeiOptions => ({ url, token, pack, path: 'gpu' });
  describeEmbedModel(name, async () => {
    const { url, stop } = await start();
    return { model: teiEmbed(options(`${url}/encoder`)), size: FAKE_SIZE, stop };
  });
  describeIntentModel(name, async () => {
    const { url, stop } = await start();
    return { model: teiIntent(options(`${url}/tagger`)), intents: 2, subIntents: 1, stop };
  });
  describeMatchModel(name, async () => {
    const { url, stop } = await start();
    return { model: teiMatch(options(`${url}/match/`)), stop };
  });
  describeTagsModel(
    name,
    async () => {
      const { url, stop } = await start();
      return { model: teiTags(options(`${url}/tagger`)), names, stop };
    },
    { named: true, finds: true },
  );
}
