import type { ShopDocument } from '../../contract/documents.ts';
import { detectLanguage, type Language } from '../../core/language.ts';
import type { CatalogProduct } from '../../state/catalog/port.ts';
import { passagesOf } from './passages.ts';

/** What is known of the document that a passage is of. */
export interface DocumentOf {
  id: string;
  title: string;
  kind: NonNullable<ShopDocument['kind']>;
  language: Language;
  url: string | null;
  /** How many passages it has. */
  passages: number;
}

/** The id of a passage: `ID#0` is a document's first. */
const passageId = (document: string, number: number): string => `${document}#${number}`;

/**
 * The passages of a document as a catalogue keeps them, so that they are indexed and found as products are: the passage is the description,
 * what is known of its document stands under `attributes`. Empty for a document of headings only.
 */
export function keptPassages({ id, title, text, url, language, kind = 'policy' }: ShopDocument): CatalogProduct[] {
  const passages = passagesOf(text);
  return passages.map(({ heading, text: passage }, i) => ({
    id: passageId(id, i),
    title: heading === null || heading === title ? title : `${title} › ${heading}`,
    description: passage,
    language: language ?? detectLanguage(text),
    attributes: { document: id, title, kind, passages: passages.length, ...(url === undefined ? {} : { url }) },
  }));
}

/** The document of a kept passage. */
export function documentOf({ language, attributes }: CatalogProduct): DocumentOf {
  const { document, title, kind, passages, url } = attributes as Record<string, unknown>;
  return {
    id: document as string,
    title: title as string,
    kind: kind as DocumentOf['kind'],
    language: language ?? 'en',
    url: (url as string | undefined) ?? null,
    passages: passages as number,
  };
}

/** Whether what a catalogue keeps is a passage of a document rather than a product. */
export const isPassage = ({ id, attributes: { document, passages } = {} }: CatalogProduct): boolean =>
  typeof document === 'string' && typeof passages === 'number' && id.startsWith(`${document}#`);

/** The number of a passage in its document, and from 0. */
export function numberOf({ id }: CatalogProduct): number {
  return Number(id.slice(id.lastIndexOf('#') + 1));
}
