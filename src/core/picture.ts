/** A decoded picture, upright: RGBA, a byte each, row by row from the top left. */
export interface Pixels {
  width: number;
  height: number;
  data: Uint8Array;
}

/** A part of a picture, in shares of its width and height from the top left, 0–1. */
export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** A colour of what a picture shows. */
export interface PictureColor {
  /** A colour's canonical word in the gazetteer: `navy`, `wine red`; `multicolor` where no colour leads. */
  color: string;
  /** Of what is shown, without the background, 0–1. */
  share: number;
  /** How likely it is a colour that a person would name, 0–1. */
  confidence: number;
  /** Where most of it is. */
  box: Box;
}
