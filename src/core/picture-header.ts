/** The kinds of picture that are read. */
export type PictureType = 'image/jpeg' | 'image/png' | 'image/webp' | 'image/gif';

/** What the first bytes of a picture tell. */
export interface PictureHeader {
  type: PictureType;
  width: number;
  height: number;
}

/** The most bytes and pixels of a picture. */
export const LARGEST_PICTURE = 10_485_760;
export const MOST_PIXELS = 50_000_000;

/**
 * Type and size of a picture by its own bytes, whatever its name or declared type says; nothing is decoded. `null` for what is none of
 * JPEG, PNG, WebP and GIF, SVG among it, and where the header is broken off.
 */
export function pictureHeader(bytes: Uint8Array): PictureHeader | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    if (view.getUint32(0) === 0x89504e47) return png(view);
    if (view.getUint32(0) === 0x47494638) return gif(view);
    if (view.getUint32(0) === 0x52494646 && view.getUint32(8) === 0x57454250) return webp(view);
    if (view.getUint16(0) === 0xffd8) return jpeg(view);
  } catch (error) {
    // It ends before what it promises.
    if (!(error instanceof RangeError)) throw error;
  }
  return null;
}

/** What is wrong with the bytes of a picture before it is decoded, as a sentence that names the limit; `null` if nothing. */
export function pictureFault(bytes: Uint8Array): string | null {
  if (bytes.length > LARGEST_PICTURE) return `must have at most ${LARGEST_PICTURE} bytes`;
  const header = pictureHeader(bytes);
  if (header === null) return 'must be a JPEG, PNG, WebP or GIF picture';
  const pixels = header.width * header.height;
  if (pixels === 0) return 'must have at least one pixel';
  if (pixels > MOST_PIXELS) {
    return `must have at most ${MOST_PIXELS / 1e6} megapixels; it has ${header.width} × ${header.height} pixels`;
  }
  return null;
}

function png(view: DataView): PictureHeader | null {
  const isWhole = view.getUint32(4) === 0x0d0a1a0a && view.getUint32(12) === 0x49484452;
  return isWhole ? { type: 'image/png', width: view.getUint32(16), height: view.getUint32(20) } : null;
}

function gif(view: DataView): PictureHeader {
  return { type: 'image/gif', width: view.getUint16(6, true), height: view.getUint16(8, true) };
}

/** Its three forms: lossy (RFC 6386), lossless, and extended. */
function webp(view: DataView): PictureHeader | null {
  const type = 'image/webp';
  const form = view.getUint32(12);
  const size24 = (at: number): number => 1 + view.getUint16(at, true) + (view.getUint8(at + 2) << 16);
  if (form === 0x56503858) return { type, width: size24(24), height: size24(27) };
  if (form === 0x56503820) {
    return { type, width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
  }
  if (form !== 0x5650384c || view.getUint8(20) !== 0x2f) return null;
  const bits = view.getUint32(21, true);
  return { type, width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) };
}

/** Walks the segments to the start of the frame. */
function jpeg(view: DataView): PictureHeader | null {
  for (let at = 2; ;) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    // SOF0 to SOF15, without DHT, JPG and DAC.
    if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc) {
      return { type: 'image/jpeg', width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    }
    // The data of a picture without a frame, and its end.
    if (marker === 0xda || marker === 0xd9) return null;
    const isBare = marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);
    at += 2 + (isBare ? 0 : view.getUint16(at + 2));
  }
}
