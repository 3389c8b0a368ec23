import { Hono } from 'hono';
import { fakeTokens, fakeTokenVector, fakeVector } from './fake-body.ts';
import { listen } from './listen.ts';

/** How a server gives the vectors of a list of texts: TEI pools them, the Python pipeline answers `[1][tokens][size]` a text. */
export type Shape = 'pooled' | 'tokens';

/** A running fake of the hosted endpoints: `/embed` for feature-extraction, `/tags` for token-classification. */
export async function startFakeHuggingface(
  shape: Shape = 'pooled',
): Promise<{ url: string; stop: () => Promise<void> }> {
  const app = new Hono();
  app.get('/embed/health', (c) => c.body(null, 200));
  app.post('/embed', async (c) => {
    const { inputs } = await c.req.json<{ inputs: string[] }>();
    // Two token vectors whose mean is the pooled one, at twice the length: the driver normalises.
    const tokens = (text: string): number[][][] => [
      [fakeVector(text).map((x) => 4 * x), fakeVector(text).map(() => 0)],
    ];
    return c.json(inputs.map((text) => (shape === 'pooled' ? fakeVector(text) : tokens(text))));
  });
  app.post('/tags', async (c) => {
    const { inputs } = await c.req.json<{ inputs: string }>();
    return c.json(groupsOf(inputs));
  });
  return listen(app);
}

const TAGS = ['O', 'B-brand', 'I-brand', 'B-color', 'I-color'];

/** What `aggregation_strategy: simple` makes of the tokens: groups without prefix, `O` left out, places in code points. */
function groupsOf(text: string) {
  const point = (unit: number): number => Array.from(text.slice(0, unit)).length;
  const groups: { entity_group: string; score: number; word: string; start: number; end: number }[] = [];
  let last = 'O';
  for (const token of fakeTokens(text)) {
    const tag = TAGS[fakeTokenVector(token).indexOf(1)] ?? 'O';
    const open = groups.at(-1);
    if (token.offsets !== null && tag !== 'O') {
      const [start, end] = token.offsets.map(point) as [number, number];
      if (open !== undefined && tag.startsWith('I-') && last.slice(2) === tag.slice(2)) open.end = end;
      else groups.push({ entity_group: tag.slice(2), score: 0.9, word: token.text, start, end });
    }
    last = tag;
  }
  return groups;
}
