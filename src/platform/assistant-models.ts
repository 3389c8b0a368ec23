import { huggingfaceTranscriber, huggingfaceWriter } from '../models/drivers/huggingface.ts';
import type { Call, Probe } from '../models/port.ts';
import type { Transcriber } from '../models/speech.ts';
import { circuit } from '../models/wrappers/breaker.ts';
import { guardTranscriber, guardWriter } from '../models/wrappers/guarded.ts';
import { limitWriter } from '../models/wrappers/writer-limits.ts';
import type { Writer } from '../models/writing.ts';
import type { Config } from './config.ts';

/** What the assistant can do beyond the four roles; absent where no endpoint is set. */
export interface AssistantModels {
  writer?: Writer;
  transcriber?: Transcriber;
}

/** The endpoints that the assistant writes and hears with, and their state for `/ready`. */
export function assistantModels(options: {
  config: Config;
  fetch: typeof fetch;
  failed?: (path: 'gpu', error: unknown, call: Call) => void;
}): AssistantModels & { probes(signal: AbortSignal): Promise<Record<string, Probe[]>> } {
  const { config, fetch, failed } = options;
  const told = (error: unknown, call: Call): void => failed?.('gpu', error, call);
  const at = (endpointUrl: string, token: string | undefined) => ({ endpointUrl, token, fetch, path: 'gpu' as const });
  const written = config.MODEL_WRITER_URL;
  const spoken = config.MODEL_SPEECH_URL;
  const models: AssistantModels = {};
  if (written !== undefined) {
    const driver = huggingfaceWriter({ ...at(written, config.MODEL_WRITER_TOKEN), model: config.MODEL_WRITER_NAME });
    models.writer = guardWriter(limitWriter(driver), circuit(), told);
  }
  if (spoken !== undefined) {
    const driver = huggingfaceTranscriber(at(spoken, config.MODEL_SPEECH_TOKEN));
    models.transcriber = guardTranscriber(driver, circuit(), { failed: told });
  }
  return {
    ...models,
    async probes(signal) {
      const [writing, speech] = await Promise.all([models.writer?.probe(signal), models.transcriber?.probe(signal)]);
      return {
        ...(writing === undefined ? {} : { writing: [writing] }),
        ...(speech === undefined ? {} : { speech: [speech] }),
      };
    },
  };
}
