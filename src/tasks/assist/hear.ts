import { AUDIO_NAMES, audioTypeOf } from '../../core/audio-type.ts';
import { AppError } from '../../core/error.ts';
import type { Call } from '../../models/port.ts';
import type { Transcriber } from '../../models/speech.ts';

/** The most characters of a message, spoken or written. */
const MOST_CHARACTERS = 4_000;

/**
 * The words of a recording. Throws `not_implemented` (501) where no endpoint for speech is set, `unsupported_media_type` (415) for bytes that
 * are no recording of a kind that is taken, `validation_failed` (422) where no words are heard, or more than a message may have, and
 * whatever the endpoint fails with.
 */
export async function hear(
  bytes: Uint8Array<ArrayBuffer>,
  { transcriber, call }: { transcriber: Transcriber | undefined; call: Call },
): Promise<string> {
  if (transcriber === undefined) {
    throw new AppError('not_implemented', { detail: 'No endpoint for speech is set (MODEL_SPEECH_URL); send text.' });
  }
  const type = audioTypeOf(bytes);
  if (type === null) {
    throw new AppError('unsupported_media_type', { detail: `The part \`audio\` is none of ${AUDIO_NAMES}.` });
  }
  const start = performance.now();
  const words = await transcriber.transcribe({ bytes, type }, call);
  call.time('model', performance.now() - start);
  const fault =
    words === ''
      ? 'has no words that were heard'
      : words.length > MOST_CHARACTERS
        ? `must be speech of at most ${MOST_CHARACTERS} characters`
        : null;
  if (fault !== null) throw new AppError('validation_failed', { errors: [{ path: 'audio', message: fault }] });
  return words;
}
