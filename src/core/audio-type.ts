/** A kind of recording that is taken. */
export type AudioType = 'audio/wav' | 'audio/mpeg' | 'audio/mp4' | 'audio/webm' | 'audio/ogg' | 'audio/flac';

/** Their names, for what is told to callers. */
export const AUDIO_NAMES = 'wav, mpeg, mp4, webm, ogg and flac';

/** The brands of MP4 files that may hold sound; pictures (heic, avif) are of the same family. */
const MP4_BRAND = /^(?:M4A|M4B|M4V|mp4|iso|dash|MSNV|3gp|3g2|qt|avc|f4a)/;

/** What a file is by its first bytes, whatever it is called; `null` where it is none of the kinds that are taken. */
export function audioTypeOf(bytes: Uint8Array): AudioType | null {
  const text = (from: number, to: number): string => String.fromCharCode(...bytes.subarray(from, to));
  const [first = 0, second = 0] = bytes;
  if (text(0, 4) === 'RIFF' && text(8, 12) === 'WAVE') return 'audio/wav';
  if (text(0, 4) === 'fLaC') return 'audio/flac';
  if (text(0, 4) === 'OggS') return 'audio/ogg';
  if (text(4, 8) === 'ftyp' && MP4_BRAND.test(text(8, 12))) return 'audio/mp4';
  // EBML, with the document's type in its header.
  if (text(0, 4) === '\x1a\x45\xdf\xa3' && text(4, 64).includes('webm')) return 'audio/webm';
  if (text(0, 3) === 'ID3') return 'audio/mpeg';
  // A frame of MPEG audio, layer III or II: eleven bits set, then a version that exists. ADTS has no layer; FF FE begins UTF-16.
  const layer = second & 0x06;
  const isFrame =
    first === 0xff && (second & 0xe0) === 0xe0 && (second & 0x18) !== 0x08 && (layer === 0x02 || layer === 0x04);
  return isFrame ? 'audio/mpeg' : null;
}
