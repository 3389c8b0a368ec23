/** A part of a document that is found and quoted by itself. */
export interface Passage {
  /** The heading that it stands under; null before the first. */
  heading: string | null;
  /** An exact substring of the document. */
  text: string;
}

/** The longest passage, in UTF-16 units: what the retrieval encoder is given of it beside its title. */
const LONGEST = 360;

/** `## Heading`, and a short line that a line of = or - stands under. */
const HEADING = /^ {0,3}#{1,6}[ \t]/;
const UNDERLINE = /^ {0,3}(?:={3,}|-{3,})\s*$/;

/** The longest heading, in UTF-16 units: what comes after it is left out. */
const LONGEST_HEADING = 120;

/** Where a sentence ends; the space behind it belongs to it. */
const SENTENCE_END = /[。！？!?；;]+[”"』」）)]*|\.(?=\s|$)/g;

/** A stretch of the document: offsets in UTF-16 units, end exclusive. */
interface Stretch {
  start: number;
  end: number;
}

/**
 * Parts a document by its headings, then by paragraphs that fit together into 360 characters, and longer paragraphs by their sentences. In
 * order; blank parts are left out, so that a document of headings only has none. Linear in the length.
 */
export function passagesOf(document: string): Passage[] {
  const passages: Passage[] = [];
  for (const { heading, paragraphs } of sectionsOf(document)) {
    let open: Stretch | null = null;
    const close = (): void => {
      if (open === null) return;
      const text = document.slice(open.start, open.end).trim();
      if (text !== '') passages.push({ heading, text });
      open = null;
    };
    for (const paragraph of paragraphs.flatMap((each) => fitted(document, each))) {
      if (open !== null && paragraph.end - open.start > LONGEST) close();
      open = { start: (open as Stretch | null)?.start ?? paragraph.start, end: paragraph.end };
    }
    close();
  }
  return passages;
}

interface Section {
  heading: string | null;
  paragraphs: Stretch[];
}

function sectionsOf(document: string): Section[] {
  const sections: Section[] = [{ heading: null, paragraphs: [] }];
  let paragraph: Stretch | null = null;
  let at = 0;
  const endParagraph = (): void => {
    if (paragraph !== null) sections.at(-1)?.paragraphs.push(paragraph);
    paragraph = null;
  };
  for (const line of document.split('\n')) {
    const heading = headingOf(line);
    const open = paragraph as Stretch | null;
    if (heading !== null) {
      endParagraph();
      sections.push({ heading: heading === '' ? null : heading, paragraphs: [] });
    } else if (open !== null && UNDERLINE.test(line) && !document.slice(open.start, open.end).includes('\n')) {
      sections.push({ heading: shortened(document.slice(open.start, open.end)), paragraphs: [] });
      paragraph = null;
    } else if (line.trim() === '') endParagraph();
    else paragraph = { start: open?.start ?? at, end: at + line.length };
    at += line.length + 1;
  }
  endParagraph();
  return sections;
}

/** The heading that a line is, without the number signs that may close it behind a space; null: it is none. */
function headingOf(line: string): string | null {
  const [mark] = HEADING.exec(line) ?? [];
  if (mark === undefined) return null;
  const said = line.slice(mark.length).trim();
  // By hand: an expression that looks for the end tries again at every space before it.
  let end = said.length;
  while (said[end - 1] === '#') end -= 1;
  return shortened(end === 0 || /\s/.test(said[end - 1] ?? '') ? said.slice(0, end) : said);
}

/** A heading of bounded length; half of a character at its end is left out too. */
function shortened(heading: string): string {
  const said = heading.trim();
  const isCutInside = said.length > LONGEST_HEADING && /[\ud800-\udbff]/.test(said[LONGEST_HEADING - 1] ?? '');
  return said.slice(0, LONGEST_HEADING - (isCutInside ? 1 : 0)).trim();
}

/** A stretch in pieces of at most `LONGEST`, cut behind sentences where it has them, never inside a surrogate pair. */
function fitted(document: string, { start, end }: Stretch): Stretch[] {
  if (end - start <= LONGEST) return [{ start, end }];
  const ends = [...sentencesOf(document.slice(start, end)).map((sentence) => start + sentence.end), end];
  const pieces: Stretch[] = [];
  let from = start;
  let last = start;
  for (const each of ends) {
    if (each - from > LONGEST && last > from) {
      pieces.push({ start: from, end: last });
      from = last;
    }
    while (each - from > LONGEST) {
      const code = document.charCodeAt(from + LONGEST - 1);
      const to = from + LONGEST - (code >= 0xd800 && code <= 0xdbff ? 1 : 0);
      pieces.push({ start: from, end: to });
      from = to;
    }
    last = each;
  }
  if (from < end) pieces.push({ start: from, end });
  return pieces;
}

/** The sentences of a text as stretches of it, each line by itself; they are never blank, and nothing but white space lies between. */
export function sentencesOf(text: string): Stretch[] {
  const sentences: Stretch[] = [];
  const add = (start: number, end: number): void => {
    const piece = text.slice(start, end);
    if (piece.trim() === '') return;
    sentences.push({ start: start + piece.length - piece.trimStart().length, end: start + piece.trimEnd().length });
  };
  let at = 0;
  for (const line of text.split('\n')) {
    let from = 0;
    for (const match of line.matchAll(SENTENCE_END)) {
      add(at + from, at + match.index + match[0].length);
      from = match.index + match[0].length;
    }
    add(at + from, at + line.length);
    at += line.length + 1;
  }
  return sentences;
}
