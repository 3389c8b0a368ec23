/** A piece of a text and where it begins, in UTF-16 units. */
export interface TextWindow {
  text: string;
  start: number;
}

const BREAK = /[\n。！？!?；;.，,、\s]/;

/**
 * Cuts a text into consecutive pieces of at most `size` units, at the last sentence mark or space of each where there is one
 * in its second half, and never inside a surrogate pair. The pieces joined are the text; blank pieces are left out.
 */
export function textWindows(text: string, size: number): TextWindow[] {
  const windows: TextWindow[] = [];
  for (let start = 0; start < text.length;) {
    let end = Math.min(text.length, start + size);
    if (end < text.length) {
      let cut = end;
      while (cut > start + size / 2 && !BREAK.test(text.charAt(cut - 1))) cut -= 1;
      if (cut > start + size / 2) end = cut;
      const unit = text.charCodeAt(end - 1);
      if (unit >= 0xd800 && unit <= 0xdbff && end - 1 > start) end -= 1;
    }
    const piece = text.slice(start, end);
    if (piece.trim() !== '') windows.push({ text: piece, start });
    start = end;
  }
  return windows;
}
