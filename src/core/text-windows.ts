/** A piece of a text and where it begins, in UTF-16 units. */
export interface TextWindow {
  text: string;
  start: number;
}

const BREAK = /[\n。！？!?；;.，,、\s]/;

/** An ASCII character is 1 wide, any other 2: a Chinese character is about a token, of which two or three Latin letters are one. */
const widthOf = (point: number): number => (point < 0x80 ? 1 : 2);

/** How much of a model's input a text takes: the sum of its characters' widths, 1 in ASCII and 2 elsewhere. */
export function textWidth(text: string): number {
  let width = 0;
  for (const character of text) width += widthOf(character.codePointAt(0) ?? 0);
  return width;
}

/**
 * Cuts a text into consecutive pieces of at most `width` (`textWidth`; at least 2), at the last sentence mark or space of each where
 * there is one in its second half, and never inside a surrogate pair. The pieces joined are the text; blank pieces are left out.
 */
export function textWindows(text: string, width: number): TextWindow[] {
  const windows: TextWindow[] = [];
  for (let start = 0; start < text.length;) {
    let end = start;
    for (let room = width; end < text.length;) {
      const point = text.codePointAt(end) ?? 0;
      room -= widthOf(point);
      if (room < 0) break;
      end += point > 0xff_ff ? 2 : 1;
    }
    if (end < text.length) {
      const half = (start + end) / 2;
      let cut = end;
      while (cut > half && !BREAK.test(text.charAt(cut - 1))) cut -= 1;
      if (cut > half) end = cut;
    }
    const piece = text.slice(start, end);
    if (piece.trim() !== '') windows.push({ text: piece, start });
    start = end;
  }
  return windows;
}
