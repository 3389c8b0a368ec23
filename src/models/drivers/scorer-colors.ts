import * as z from 'zod/mini';
import type { PictureColor } from '../../core/picture.ts';
import type { Call } from '../port.ts';
import { PictureFault } from '../picture.ts';
import { bodyText, callFault, invalidAnswer, statusFault } from './upstream-fault.ts';

const share = z.number().check(z.minimum(0), z.maximum(1));

const answerSchema = z.object({
  colors: z.array(
    z.object({
      color: z.string(),
      share,
      confidence: share,
      box: z.object({ left: share, top: share, width: share, height: share }),
    }),
  ),
});

/** A scorer that decodes pictures. */
export interface ScorerColorsOptions {
  url: string;
  token?: string | undefined;
  fetch: typeof fetch;
}

/** Colours by the scorer's `POST /colors`, for hosts that cannot decode. Rejects with PictureFault for what it refuses, else with AppError. */
export function scorerColors({ url, token, fetch: send }: ScorerColorsOptions) {
  return async (bytes: Uint8Array, call: Call): Promise<PictureColor[]> => {
    const headers: Record<string, string> = {
      'content-type': 'application/octet-stream',
      'x-request-id': call.requestId,
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    };
    try {
      const body = bytes as Uint8Array<ArrayBuffer>;
      const response = await send(`${url}/colors`, {
        method: 'POST',
        headers,
        body,
        signal: call.signal,
        redirect: 'manual',
      });
      if (response.status === 422) {
        response.body?.cancel().catch(() => {});
        throw new PictureFault('must be whole, and decoded in 5 s');
      }
      if (!response.ok) throw statusFault(response);
      const answer = answerSchema.safeParse(JSON.parse(await bodyText(response)));
      if (!answer.success) throw invalidAnswer('is not a list of colours');
      return answer.data.colors;
    } catch (error) {
      if (error instanceof PictureFault) throw error;
      throw callFault(error, call.signal);
    }
  };
}
