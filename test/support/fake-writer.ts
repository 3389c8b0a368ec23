import { Hono } from 'hono';

/** How an endpoint for chats behaves, good and bad. Each is a path: `/chat/HOW/v1/chat/completions`. */
export const CHAT_FAULTS = [
  'hang',
  'hang-midway',
  'garbage',
  'not-a-chunk',
  'upstream-error',
  'disconnect',
  'cut-off',
  'not-sse',
  'oversized',
  'endless',
  '401',
  '429',
  '503',
] as const;

/** One way to fail. */
export type ChatFault = (typeof CHAT_FAULTS)[number];

/** What a test makes the model write: the whole text for the messages it is sent, at an address of this name. */
export type Written = (messages: { role: string; content: string }[], how: string) => string;

/** A model that says the title of each fact it is given; a lying one says more than that. */
export const fromFacts: Written = ([, data], how) => {
  const facts = /<facts>\n([^]*?)\n<\/facts>/.exec(data?.content ?? '')?.[1] ?? '';
  const said = facts
    .split('\n')
    .map((line) => JSON.parse(line) as { id: string; title: string })
    .map(({ id, title }) => `${title} [${id}].\n`);
  const lies = [
    'Everything is free today.\n',
    'I have refunded your order.\n',
    '已为您取消订单。\n',
    '本店一切免费。\n',
    'It costs $1 [product:none].\n',
  ];
  return [...(how === 'lying' ? lies : []), ...said].join('');
};

const utf8 = new TextEncoder();
const event = (data: unknown): Uint8Array => utf8.encode(`data: ${JSON.stringify(data)}\n\n`);
const piece = (content: string, finish_reason: string | null = null) =>
  event({ choices: [{ index: 0, delta: { role: 'assistant', content }, finish_reason }] });
const DONE = utf8.encode('data: [DONE]\n\n');

/** The addresses whose text is written. */
const WRITES = ['good', 'slow', 'lying'];

/** What every failing endpoint writes before it fails, where it writes anything: one sentence and the beginning of another. */
export const BEGINNING = ['Here is ', 'what I found.', ' The second'];

/** The routes of a fake chat endpoint: `/chat/good` and `/chat/lying` stream what `write` says in small pieces, `/chat/slow` with pauses. */
export function fakeWriter(write: Written): Hono {
  const app = new Hono();
  app.get('/chat/:how/health', (c) => c.body(null, c.req.param('how') === '503' ? 503 : 200));
  app.post('/chat/:how/v1/chat/completions', async (c) => {
    const how = c.req.param('how');
    if (/^\d+$/.test(how)) return c.json({ error: { message: 'their words' } }, Number(how) as 503);
    if (how === 'not-sse') return c.json({ choices: [{ message: { content: 'Hello.' } }] });
    const { messages } = await c.req.json<{ messages: { role: string; content: string }[] }>();
    const text = WRITES.includes(how) ? write(messages, how) : '';
    return new Response(streamOf(how, text), { headers: { 'content-type': 'text/event-stream; charset=utf-8' } });
  });
  return app;
}

function streamOf(how: string, text: string): ReadableStream<Uint8Array> {
  const good = [...(text.match(/[^]{1,7}/gu) ?? []).map((part) => piece(part)), piece('', 'stop'), DONE];
  const beginning = BEGINNING.map((part) => piece(part));
  const pieces: Record<string, Uint8Array[]> = {
    good,
    slow: good,
    lying: good,
    hang: [],
    garbage: [...beginning, utf8.encode('data: {"choices": [{"del\n\n')],
    'not-a-chunk': [...beginning, event({ choices: 'none' })],
    'upstream-error': [...beginning, event({ error: { message: 'their words' } })],
    oversized: [...beginning, utf8.encode(`: ${'x'.repeat(4_000_000)}`)],
    'cut-off': beginning,
  };
  const queue = pieces[how] ?? beginning;
  return new ReadableStream({
    async pull(controller) {
      const next = queue.shift();
      if (next !== undefined) {
        if (how === 'slow') await new Promise((resolve) => setTimeout(resolve, 20));
        return controller.enqueue(next);
      }
      if (how.startsWith('hang')) return await new Promise(() => {});
      if (how === 'disconnect') return controller.error(new Error('gone'));
      if (how === 'endless') return controller.enqueue(piece(' and on'));
      controller.close();
    },
  });
}
