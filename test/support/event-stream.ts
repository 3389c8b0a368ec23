import type { Json } from './requests.ts';

/** One event of a stream. */
export interface SentEvent {
  event: string;
  data: Json;
}

/** The events of a whole `text/event-stream`. Throws where it is none. */
export function eventsOf(text: string): SentEvent[] {
  if (!text.endsWith('\n\n')) throw new Error(`no whole event at the end: ${text.slice(-200)}`);
  return text
    .slice(0, -2)
    .split('\n\n')
    .map((block) => {
      const [, event = '', data = ''] = /^event: (\w+)\ndata: ([^\n]*)$/.exec(block) ?? [];
      if (event === '') throw new Error(`no event: ${block.slice(0, 200)}`);
      return { event, data: JSON.parse(data) as Json };
    });
}
