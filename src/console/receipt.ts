import type { Envelope, ServedBy } from './answers.ts';
import type { Trip } from './api-client.ts';
import { copyButton } from './copy-button.ts';
import { element } from './dom.ts';
import type { Child } from './dom.ts';
import { say } from './language.ts';
import type { Language, Word } from './language.ts';
import { milliseconds } from './numbers.ts';

const pathWords: Record<string, Word> = { gpu: 'path_gpu', onnx: 'path_onnx', lexical: 'path_lexical' };

/** How an answer was made: path, latency, cache, model, request id, and the call as a command line. */
export function receipt(language: Language, envelope: Envelope, trip: Trip, curl: string): HTMLElement {
  return element(
    'footer',
    { class: 'receipt' },
    element(
      'dl',
      {},
      ...(envelope.served_by ? entry(language, 'served_by', servedBy(language, envelope.served_by)) : []),
      ...entry(language, 'latency', milliseconds(trip.latency), ` ${say(language, 'measured_here')}`),
      ...(trip.stages.length === 0 ? [] : entry(language, 'server_timing', stagesText(trip))),
      ...entry(
        language,
        'cache',
        element('span', { class: `cache ${trip.cache}` }, say(language, `cache_${trip.cache}`)),
      ),
      ...(envelope.model ? entry(language, 'model', `${envelope.model.name} @ ${envelope.model.revision}`) : []),
      ...(envelope.usage ? entry(language, 'units', String(envelope.usage.units)) : []),
      ...(trip.requestId === null ? [] : entry(language, 'request_id', element('code', {}, trip.requestId))),
      ...(envelope.warnings?.length
        ? entry(language, 'warnings', element('code', {}, envelope.warnings.join(', ')))
        : []),
    ),
    element(
      'p',
      { class: 'actions' },
      copyButton(language, 'copy_curl', () => curl),
    ),
    rawAnswer(language, envelope),
  );
}

/** The badge of an answer that a lower rung gave, with the reason; null for a full answer. */
export function degradedNote(language: Language, envelope: Envelope): Child {
  if (!envelope.served_by?.degraded) return null;
  const reason = envelope.served_by.reason ?? say(language, 'no_reason');
  return element('p', { class: 'degraded' }, element('strong', {}, say(language, 'degraded')), ' ', reason);
}

function servedBy(language: Language, { path, degraded }: ServedBy): Child {
  const word = Object.hasOwn(pathWords, path) ? pathWords[path] : undefined;
  return element('span', { class: `path ${degraded ? 'worse' : ''}` }, word ? say(language, word) : path);
}

function stagesText(trip: Trip): string {
  return trip.stages.map((stage) => `${stage.name} ${milliseconds(stage.duration)}`).join(' · ');
}

function rawAnswer(language: Language, envelope: Envelope): HTMLElement {
  const box = element('details', { class: 'raw' }, element('summary', {}, say(language, 'raw')));
  // Written when first opened: a long answer is rarely looked at.
  box.addEventListener(
    'toggle',
    () => box.append(element('pre', { tabindex: '0' }, JSON.stringify(envelope, null, 2))),
    { once: true },
  );
  return box;
}

function entry(language: Language, word: Word, ...value: Child[]): Child[] {
  return [element('dt', {}, say(language, word)), element('dd', {}, ...value)];
}
