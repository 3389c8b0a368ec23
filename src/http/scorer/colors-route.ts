import type { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { LARGEST_PICTURE } from '../../core/picture-header.ts';
import type { PictureColor } from '../../core/picture.ts';
import { PictureFault } from '../../models/picture.ts';
import { TeiFault } from './tei-fault.ts';

/** Reads the colours of a picture's bytes. Rejects with PictureFault for what is none. */
export type ReadColors = (bytes: Uint8Array) => Promise<PictureColor[]>;

/** `POST /colors`: the bytes of a picture in, `{colors}` out. Ours, for Workers, which cannot decode; TEI has nothing like it. */
export function colorsRoute(app: Hono, colors: ReadColors, tooLarge: () => Response): void {
  app.post('/colors', bodyLimit({ maxSize: LARGEST_PICTURE, onError: tooLarge }), async (c) => {
    const bytes = new Uint8Array(await c.req.arrayBuffer());
    try {
      return c.json({ colors: await colors(bytes) });
    } catch (error) {
      if (error instanceof PictureFault) throw new TeiFault('Validation', `The picture ${error.message}`);
      throw error;
    }
  });
}
