import * as z from 'zod/mini';
import type { Transcriber } from '../../speech.ts';
import { invalidAnswer } from '../upstream-fault.ts';
import { type HostedOptions, huggingfaceClient } from './client.ts';

const answerSchema = z.object({ text: z.string() });

/** A transcriber by the task `automatic-speech-recognition`: the bytes are posted as they are, with their media type. */
export function huggingfaceTranscriber(options: HostedOptions): Transcriber {
  const client = huggingfaceClient(options);
  return {
    async transcribe({ bytes, type }, call) {
      const data = new Blob([bytes], { type });
      const answer = await client.ask(call, (library, endpoint, rest) =>
        library.automaticSpeechRecognition({ ...endpoint, data }, rest),
      );
      const parsed = answerSchema.safeParse(answer);
      if (!parsed.success) throw invalidAnswer('has no text');
      return parsed.data.text.trim();
    },
    probe: (signal) => client.probe(signal),
  };
}
