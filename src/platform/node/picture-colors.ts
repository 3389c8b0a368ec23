import type { PictureColor } from '../../core/picture.ts';
import { decodePicture } from '../../models/drivers/picture/decode.ts';
import { dominantColors } from '../../ranking/image/dominant-colors.ts';

/** The colours of what a picture's bytes show. Rejects as `decodePicture` does. */
export async function pictureColors(bytes: Uint8Array): Promise<PictureColor[]> {
  return dominantColors(await decodePicture(bytes));
}
