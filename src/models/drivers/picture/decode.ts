import sharp from 'sharp';
import { AppError } from '../../../core/error.ts';
import { MOST_PIXELS, pictureFault } from '../../../core/picture-header.ts';
import type { Pixels } from '../../../core/picture.ts';

/** The longer side of what comes out, in pixels. */
const LONGER_SIDE = 192;

/** Seconds that decoding may take. */
const PATIENCE = 5;

/** Pictures in work at once: a large one that cannot be decoded in parts takes 200 MB. */
const AT_ONCE = 2;

// Only what is decoded here can be loaded at all, whatever the bytes claim: no SVG, PDF, TIFF or anything that names other files.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['VipsForeignLoadJpeg', 'VipsForeignLoadPng', 'VipsForeignLoadWebp', 'VipsForeignLoadNsgif'],
});
// Nothing of one shop's pictures is kept for the next.
sharp.cache(false);

let running = 0;
const waiting: (() => void)[] = [];

/**
 * The first frame of a JPEG, PNG, WebP or GIF as small upright RGBA, by libvips on threads of its own. Type, bytes and pixels are looked at
 * first. Throws AppError `validation_failed` for what is no such picture, too large, broken off, or takes longer than 5 s.
 */
export async function decodePicture(bytes: Uint8Array): Promise<Pixels> {
  const fault = pictureFault(bytes);
  if (fault !== null) throw invalidPicture(fault);
  if (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  else running += 1;
  try {
    const { data, info } = await sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'truncated', animated: false })
      .timeout({ seconds: PATIENCE })
      .autoOrient()
      .resize(LONGER_SIDE, LONGER_SIDE, { fit: 'inside', withoutEnlargement: true })
      .toColourspace('srgb')
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    return { width: info.width, height: info.height, data };
  } catch (cause) {
    throw invalidPicture('must be a whole picture that can be decoded in 5 s', cause);
  } finally {
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next();
  }
}

function invalidPicture(message: string, cause?: unknown): AppError {
  return new AppError('validation_failed', { errors: [{ path: 'image', message }], cause });
}
