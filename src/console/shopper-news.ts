import type { EventsResponse } from '../contract/events.ts';
import type { Trip } from './api-client.ts';
import { say, words } from './language.ts';
import type { Language, Word } from './language.ts';
import { milliseconds } from './numbers.ts';
import type { Act } from './product-acts.ts';

/** What a new shelf changed: places, of how many, and after how many milliseconds. */
export interface Change {
  changed: number;
  total: number;
  latency: number;
}

/** A sentence about something that was done: how long it took, what it changed, and the remark that the server has of it. */
export function newsOf(
  language: Language,
  type: Act,
  { answer, trip }: { answer: EventsResponse; trip: Trip },
  { changed, total, latency }: Change,
): string {
  const { code } = answer.results[0] ?? {};
  const act = say(language, `act_${type}`);
  const took = say(language, 'took', {
    act,
    taken: milliseconds(trip.latency),
    shelf: milliseconds(latency),
    changed,
    total,
  });
  return code === undefined ? took : `${took} ${say(language, 'remark')} ${remarkText(language, code)}`;
}

function remarkText(language: Language, code: string): string {
  const word = `remark_${code}`;
  return Object.hasOwn(words, word) ? say(language, word as Word) : code;
}
