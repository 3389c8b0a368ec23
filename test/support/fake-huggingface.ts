import { Hono } from 'hono';
import { fakeTokens, fakeTokenVector, fakeVector } from './fake-body.ts';
import { fakeWriter, type Written } from './fake-writer.ts';
import { listen } from './listen.ts';

/** How a server gives the vectors of a list of texts: TEI pools them, the Python pipeline answers `[1][tokens][size]` a text. */
export type Shape = 'pooled' | 'tokens';

/** What `/speech` hears in any recording. */
export const HEARD = 'A red dress under $50, please.';

/**
 * A running fake of the hosted endpoints: `/embed` for feature-extraction, `/tags` for token-classification, `/chat/HOW` for chats (see
 * `fakeWriter`), `/speech` for recordings.
 */
export async function startFakeHuggingface(
  shape: Shape = 'pooled',
  write: Written = () => 'Hello. How can I help you?',
): Promise<{ url: string; stop: () => Promise<void> }> {
  const app = new Hono();
  app.route('/', fakeWriter(write));
  app.post('/speech', async (c) => {
    const type = c.req.header('content-type') ?? '';
    const { byteLength } = await c.req.arrayBuffer();
    if (!type.startsWith('audio/') || byteLength === 0) return c.json({ error: 'no audio' }, 400);
    return c.json({ text: ` ${HEARD}\n`, chunks: [] });
  });
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
