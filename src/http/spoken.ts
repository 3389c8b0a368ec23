import type { Context } from 'hono';
import { type AssistRequest, assistRequest } from '../contract/assist.ts';
import { AppError } from '../core/error.ts';
import { jsonText, type Parsed, parseText, parseValue, readJson } from './body.ts';
import { isMultipart, multipartRequest, type Upload } from './multipart.ts';

/** The part of a form that holds the recording. */
const AUDIO_PART = 'audio';

/** A dialogue whose last message may have been spoken. */
export interface Spoken extends Parsed<AssistRequest> {
  /** The recording of the last message; its words are not known yet. Absent where it was written. */
  audio?: Upload;
}

/**
 * Reads a dialogue: JSON, or a form with the JSON as `request` and a recording as `audio`, which is one more message of the user at its end.
 * Throws as `parseText` and `multipartRequest` do, and `validation_failed` for a file of another name.
 */
export async function readDialogue(c: Context): Promise<Spoken> {
  if (!isMultipart(c)) return parseText(await jsonText(c.req), assistRequest);
  const { request, files } = await multipartRequest(c);
  const [[name, audio] = []] = files;
  if (name === undefined || audio === undefined) return parseText(request, assistRequest);
  if (name !== AUDIO_PART) {
    throw new AppError('validation_failed', { errors: [{ path: name, message: `must be named \`${AUDIO_PART}\`` }] });
  }
  return { ...parseValue(withMessage(readJson(request), '…'), assistRequest), audio };
}

/** The dialogue with the words that were heard as its last message. */
export function withHeard(request: AssistRequest, words: string): AssistRequest {
  return { ...request, messages: [...request.messages.slice(0, -1), { role: 'user', content: words }] };
}

/** A request of any shape with one more message, where it has a list of them or none. */
function withMessage(json: unknown, content: string): unknown {
  if (json === null || typeof json !== 'object' || Array.isArray(json)) return json;
  const { messages = [] } = json as { messages?: unknown };
  return Array.isArray(messages)
    ? { ...json, messages: [...(messages as unknown[]), { role: 'user', content }] }
    : json;
}
