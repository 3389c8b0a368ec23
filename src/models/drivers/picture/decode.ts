import sharp from 'sharp';
import { MOST_PIXELS, pictureFault } from '../../../core/picture-header.ts';
import type { Pixels } from '../../../core/picture.ts';
import { places } from '../../../core/places.ts';
import { PictureFault } from '../../picture.ts';

/** The longer side of what comes out, in pixels. */
const LONGER_SIDE = 192;

/** Seconds that decoding may take. */
const PATIENCE = 5;

/**
 * Two pictures at a time, since a large one that cannot be decoded in parts takes 200 MB; callers give 6 s, so that nothing is decoded for one
 * who has gone.
 */
const inPlace = places({ atOnce: 2, mostWaiting: 64, longestWait: 5_000, refusal: 'upstream_overloaded' });

// Only what is decoded here can be loaded at all, whatever the bytes claim: no SVG, PDF, TIFF or anything that names other files.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['VipsForeignLoadJpeg', 'VipsForeignLoadPng', 'VipsForeignLoadWebp', 'VipsForeignLoadNsgif'],
});
// Nothing of one shop's pictures is kept for the next.
sharp.cache(false);

/**
 * The first frame of a JPEG, PNG, WebP or GIF as small upright RGBA, by libvips on threads of its own. Type, bytes and pixels are looked at
 * first. Rejects with PictureFault for what is no such picture, too large, broken off, or takes longer than 5 s, and with `upstream_overloaded`
 * where too many wait, or it waited too long.
 */
export async function decodePicture(bytes: Uint8Array): Promise<Pixels> {
  const fault = pictureFault(bytes);
  if (fault !== null) throw new PictureFault(fault);
  return inPlace(() => decoded(bytes));
}

async function decoded(bytes: Uint8Array): Promise<Pixels> {
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
    throw new PictureFault(`must be whole, and decoded in ${PATIENCE} s`, { cause });
  }
}
