/**
 * UTF-16 position of every UTF-8 byte position of a well-formed text: `[i]` for byte i, the last entry for the end.
 * A position inside a character maps to its beginning.
 */
export function unitsOfBytes(text: string): Uint32Array {
  const map: number[] = [];
  for (let unit = 0; unit < text.length;) {
    const point = text.codePointAt(unit) ?? 0;
    for (let byte = 0; byte < utf8Length(point); byte++) map.push(unit);
    unit += point > 0xff_ff ? 2 : 1;
  }
  map.push(text.length);
  return Uint32Array.from(map);
}

/** UTF-8 byte position of every UTF-16 position of a well-formed text; the middle of a surrogate pair maps to its beginning. */
export function bytesOfUnits(text: string): Uint32Array {
  const map = new Uint32Array(text.length + 1);
  let byte = 0;
  for (let unit = 0; unit < text.length;) {
    const point = text.codePointAt(unit) ?? 0;
    map[unit] = byte;
    if (point > 0xff_ff) map[unit + 1] = byte;
    byte += utf8Length(point);
    unit += point > 0xff_ff ? 2 : 1;
  }
  map[text.length] = byte;
  return map;
}

/** UTF-16 position of every code point position (what Python counts) of a text; the last entry is the end. */
export function unitsOfCodePoints(text: string): Uint32Array {
  const map: number[] = [];
  let unit = 0;
  for (const character of text) {
    map.push(unit);
    unit += character.length;
  }
  map.push(unit);
  return Uint32Array.from(map);
}

function utf8Length(point: number): number {
  if (point < 0x80) return 1;
  if (point < 0x8_00) return 2;
  return point < 0x1_00_00 ? 3 : 4;
}
