import { describe, expect, test } from 'vitest';
import { eventStream, type ServerEvent, wantsJson } from '../../../src/http/event-stream.ts';
import { eventsOf } from '../../support/event-stream.ts';

const failed = (error: unknown): ServerEvent => ({ event: 'error', data: { detail: (error as Error).message } });

async function* events(...steps: (ServerEvent | Error)[]): AsyncGenerator<ServerEvent, void, undefined> {
  for (const step of steps) {
    if (step instanceof Error) throw step;
    yield step;
  }
}

const token = (text: string): ServerEvent => ({ event: 'token', data: { text } });

describe('a stream of events', () => {
  test('each with its data as JSON, whatever is in it', async () => {
    const sent = [token('a\nb\n\nevent: action'), token('红色\u2028'), { event: 'done', data: {} }];
    const stream = await eventStream(events(...sent), { failed });
    expect(eventsOf(await new Response(stream).text())).toEqual(sent);
  });

  test('a fault before the first is thrown, one after it is the last event', async () => {
    await expect(eventStream(events(new Error('early')), { failed })).rejects.toThrow('early');
    const stream = await eventStream(events(token('a'), new Error('late')), { failed });
    expect(eventsOf(await new Response(stream).text())).toEqual([
      token('a'),
      { event: 'error', data: { detail: 'late' } },
    ]);
  });

  test('who stops reading ends the work', async () => {
    let ended = false;
    let made = 0;
    async function* endless(): AsyncGenerator<ServerEvent, void, undefined> {
      try {
        for (;;) yield token(String((made += 1)));
      } finally {
        ended = true;
      }
    }
    const reader = (await eventStream(endless(), { failed })).getReader();
    await reader.read();
    await reader.cancel();
    expect(ended).toBe(true);
    // Nobody was written to faster than they read.
    expect(made).toBeLessThanOrEqual(4);
  });
});

test.each([
  [undefined, false],
  ['*/*', false],
  ['text/event-stream', false],
  ['application/json', true],
  ['application/json, text/event-stream', false],
  ['Application/JSON; q=0.9, */*', true],
])('Accept %s: one object is %s', (accept, expected) => {
  expect(wantsJson(accept)).toBe(expected);
});
