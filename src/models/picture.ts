import type { PictureColor } from '../core/picture.ts';
import type { Call, Probe } from './port.ts';

/**
 * A picture that cannot be read, through no fault of ours: `message` completes "The picture …", and may be shown to the caller.
 * `transient`: the same address may give it later.
 */
export class PictureFault extends Error {
  readonly transient: boolean;

  constructor(message: string, { transient = false, cause }: { transient?: boolean; cause?: unknown } = {}) {
    super(message, { cause });
    this.name = 'PictureFault';
    this.transient = transient;
  }
}

/** What a vision model tells of a picture: a canonical attribute's name and its value in words. */
export interface SeenAttribute {
  name: string;
  value: string;
}

/** A model that looks at a picture. Rejects with AppError. */
export interface VisionModel {
  /** `names`: the attributes to look for; `language` of the values. Empty where it sees none. */
  look(
    picture: { bytes: Uint8Array; names: readonly string[]; language: 'zh' | 'en' },
    call: Call,
  ): Promise<SeenAttribute[]>;
  /** Whether it would answer now: for `/ready`. */
  probe(signal: AbortSignal): Promise<Probe>;
}

/** What can be done with pictures here. */
export interface Pictures {
  /** The colours of what a picture's bytes show; absent: nothing here can decode one. Rejects with PictureFault or AppError. */
  colors?: (bytes: Uint8Array, call: Call) => Promise<PictureColor[]>;
  /** Absent: none is configured. */
  vision?: VisionModel;
  /** The bytes behind an address; absent: none is fetched. Rejects with PictureFault. */
  fetch?: (url: string, call: Call) => Promise<Uint8Array>;
}
