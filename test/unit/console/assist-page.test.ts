import { describe, expect, it } from 'vitest';
import { createApiClient } from '../../../src/console/api-client.ts';
import { messagesOf, optionText, sourceOrder, textOf, UNANSWERED, withEvent } from '../../../src/console/dialogue.ts';
import type { Answer } from '../../../src/console/dialogue.ts';
import { readEvents } from '../../../src/console/event-stream.ts';
import type { StreamEvent } from '../../../src/console/event-stream.ts';

const never = new AbortController().signal;

function streamOf(pieces: readonly Uint8Array[], onCancel = (): void => undefined): ReadableStream<Uint8Array> {
  let next = 0;
  return new ReadableStream(
    {
      pull(controller) {
        const piece = pieces[next];
        next += 1;
        if (piece === undefined) controller.close();
        else controller.enqueue(piece);
      },
      cancel: onCancel,
    },
    { highWaterMark: 0 },
  );
}

async function allOf(events: AsyncIterable<StreamEvent>): Promise<StreamEvent[]> {
  const all: StreamEvent[] = [];
  for await (const event of events) all.push(event);
  return all;
}

describe('readEvents', () => {
  const written =
    ': keep alive\n\nevent: token\ndata: {"text":"您好 👋"}\n\nevent: done\r\ndata: {"a":\r\ndata: 1}\r\n\r\ndata:2\n\nevent: cut\ndata: 3';
  const expected = [
    { event: 'token', data: { text: '您好 👋' } },
    { event: 'done', data: { a: 1 } },
    { event: 'message', data: 2 },
  ];

  it('reads the same events wherever the pieces are cut, in characters and line ends too', async () => {
    const bytes = new TextEncoder().encode(written);
    for (const size of [1, 2, 3, 5, 7, 64, bytes.length]) {
      const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
        bytes.slice(index * size, (index + 1) * size),
      );
      expect(await allOf(readEvents(streamOf(pieces))), `pieces of ${size}`).toEqual(expected);
    }
  });

  it('closes the connection when the reader stops', async () => {
    let closed = false;
    const bytes = new TextEncoder().encode('data: 1\n\n');
    const events = readEvents(streamOf([bytes, bytes, bytes], () => (closed = true)));
    for await (const { data } of events) {
      expect(data).toBe(1);
      break;
    }
    expect(closed).toBe(true);
  });
});

describe('stream of the client', () => {
  it('asks for events, and makes a problem of a refusal', async () => {
    const sent: Request[] = [];
    const answers = [
      new Response('event: token\ndata: {}\n\n'),
      Response.json({ title: 'No key', code: 'unauthorized' }, { status: 401 }),
    ];
    const client = createApiClient({
      fetch: async (input, init) => {
        sent.push(new Request(new URL(String(input), 'http://localhost'), init));
        return answers.shift() ?? Response.error();
      },
      now: () => 0,
      key: () => 'secret',
    });
    const outcome = await client.stream('/v1/assist', { messages: [] }, never);
    if (outcome.kind !== 'events') throw new Error(`It is ${outcome.kind}`);
    expect(await allOf(outcome.events)).toEqual([{ event: 'token', data: {} }]);
    expect(sent[0]?.headers.get('Accept')).toBe('text/event-stream, application/problem+json');
    expect(sent[0]?.headers.get('Authorization')).toBe('Bearer secret');
    const refused = await client.stream('/v1/assist', {}, never);
    expect(refused).toMatchObject({ kind: 'problem', problem: { status: 401, title: 'No key' } });
  });
});

describe('a dialogue', () => {
  const product = (id: string) => ({ product: { id, title: id }, relation: null, relevance: null, why: '' });
  const source = (id: string) => ({ id, kind: 'product', title: id, quote: id });
  const events: StreamEvent[] = [
    { event: 'token', data: { text: '两件：' } },
    { event: 'token', data: { text: '乙', sources: ['b'] } },
    { event: 'token', data: { text: '和甲', sources: ['a', 'b'] } },
    { event: 'product', data: product('p1') },
    { event: 'action', data: { action: 'track_order', parameters: {}, reason: '' } },
    { event: 'unheard_of', data: {} },
    { event: 'done', data: { sources: [source('a'), source('b'), source('c')] } },
  ];
  const whole = events.reduce<Answer>(withEvent, UNANSWERED);

  it('gathers what comes, and numbers sources as the text names them', () => {
    expect(textOf(whole)).toBe('两件：乙和甲');
    expect(whole.products.map(({ product: { id } }) => id)).toEqual(['p1']);
    expect(whole.actions.length).toBe(1);
    expect(sourceOrder(whole)).toEqual(['b', 'a', 'c']);
    const broken = withEvent(UNANSWERED, { event: 'error', data: { status: 504, title: 'Too late', code: 'timeout' } });
    expect(broken.problem).toMatchObject({ status: 504, title: 'Too late', code: 'timeout' });
  });

  it('goes on with what was said, products included, the newest 40 messages', () => {
    const turns = [
      { said: '想买鞋', answer: whole, stopped: false },
      { said: '等等', answer: UNANSWERED, stopped: true },
    ];
    expect(messagesOf(turns, '红色的')).toEqual([
      { role: 'user', content: '想买鞋' },
      { role: 'assistant', content: '两件：乙和甲', product_ids: ['p1'] },
      { role: 'user', content: '等等' },
      { role: 'user', content: '红色的' },
    ]);
    const long = Array.from({ length: 60 }, () => ({ said: 'hm', answer: whole, stopped: false }));
    expect(messagesOf(long, 'last').length).toBe(40);
    expect(messagesOf(long, 'last').at(-1)).toEqual({ role: 'user', content: 'last' });
  });

  it('says options as a shopper would', () => {
    expect(optionText('zh', { value: '红色', count: 2 })).toBe('红色');
    expect(optionText('zh', { gte: 100, lt: 200, currency: 'CNY', count: 1 })).toBe('100到200元');
    expect(optionText('zh', { gte: 0, lt: 200, currency: 'CNY', count: 1 })).toBe('200元以内');
    expect(optionText('en', { gte: 50, lt: 100, currency: 'USD', count: 1 })).toBe('between 50 and 100 USD');
    expect(optionText('en', { gte: 100, currency: null, count: 1 })).toBe('over 100');
    expect(optionText('en', { lt: 20, currency: 'USD', count: 1 })).toBe('under 20 USD');
  });
});
