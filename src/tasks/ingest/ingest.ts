import { blankTags } from '../../core/plain-text.ts';
import type { Attribute } from '../../contract/attributes.ts';
import { AppError } from '../../core/error.ts';
import type { Product } from '../../core/product.ts';
import { productText } from '../../models/prompts.ts';
import type { ReadAttribute, Work, WorkKind, WorkResult } from '../../state/catalog/port.ts';
import type { PictureContext } from '../attributes/look.ts';
import { attributesTask } from '../attributes.ts';
import { isPassage } from '../documents/kept-passages.ts';
import type { ShopContext } from '../shop-context.ts';

/** What ingest is given: pictures are looked at where they are fetched. */
export type IngestContext = ShopContext &
  Pick<PictureContext, 'pictures'> & {
    /** Hears of the vectors of products that were made: their sum, by which it is told whether the catalogue moves. Its failing holds nothing up. */
    embedded?: (vectors: { pack: string; n: number; sum: Float32Array }) => Promise<void>;
  };

/** How much of each kind is done at a time: little enough that what comes meanwhile is not kept waiting for a second. */
const BATCH: Record<WorkKind, number> = { embed: 32, attributes: 8 };

/** How long nobody else is given what was claimed, in milliseconds: longer than any call of a model may take. */
const LEASE = 60_000;

/** What is read of a product for its attributes beside its title: each further 220 characters are one more text for the model. */
const READ = { bullets: 2, characters: 220 };

/** Characters of a field in which tags are looked for. */
const LONGEST = 4_000;

/** Whether there may be more to do now, only later (what failed rests), or nothing. */
export type IngestState = 'more' | 'later' | 'none';

/**
 * Does the next open piece of ingest work: vectors for up to 32 products, or the attributes of up to 8 when all have one. Rejects with
 * AppError when no model of the pack answers: what was claimed is given back, and so nothing is lost. An answer of the rung without
 * weights counts as none. A picture that cannot be read holds nothing up, nor does a product at which something breaks: all others are
 * done, it is put off, and then this rejects with what names it.
 */
export async function ingest(context: IngestContext): Promise<IngestState> {
  for (const kind of ['embed', 'attributes'] as const) {
    const work = await context.catalog.claim(kind, packOf(kind, context), BATCH[kind], LEASE);
    if (work.length === 0) continue;
    const done: Done = { results: [], failed: [], defect: undefined };
    try {
      await workThrough(work, (part) => (kind === 'embed' ? embedded(part, context) : attributed(part, context)), done);
    } catch (error) {
      await context.catalog.release(
        kind,
        work.map(({ id }) => id),
      );
      throw error;
    }
    const { results, failed, defect } = done;
    await context.catalog.finish(results);
    if (kind === 'embed') await context.embedded?.(sumOf(results, context)).catch(() => undefined);
    if (failed.length === 0) return 'more';
    await context.catalog.release(kind, failed, true);
    throw new Error(`${kind} of ${JSON.stringify(failed).slice(1, -1)}: ${String(defect)}`, { cause: defect });
  }
  return (await context.catalog.status()).pending > 0 ? 'later' : 'none';
}

/** What became of a batch: the results, the ids of products at which something broke, and what that was the last time. */
interface Done {
  results: WorkResult[];
  failed: string[];
  defect: unknown;
}

/**
 * Works on a batch as a whole. Where something breaks, its sixths are tried, and theirs, until what breaks it is alone: with halves an
 * endpoint would fail often enough in a row to be left alone.
 */
async function workThrough(
  work: readonly Work[],
  on: (part: readonly Work[]) => Promise<WorkResult[]>,
  done: Done,
): Promise<void> {
  try {
    done.results.push(...(await on(work)));
  } catch (error) {
    // A ladder tells of a defect as of the code `internal` of a rung.
    if (error instanceof AppError && !/: internal\b/.test(error.message)) throw error;
    if (work.length === 1) {
      done.failed.push(...work.map(({ id }) => id));
      done.defect = error instanceof AppError ? (error.cause ?? error) : error;
      return;
    }
    const size = Math.ceil(work.length / 6);
    for (let i = 0; i < work.length; i += size) await workThrough(work.slice(i, i + size), on, done);
  }
}

/** What the work is done with. Once pictures are fetched, or no longer, the attributes of all products are read again. */
function packOf(kind: WorkKind, { pack, pictures }: IngestContext): string {
  const { revision } = pack.manifest;
  return kind === 'attributes' && pictures?.fetch !== undefined ? `${revision}+pictures` : revision;
}

async function embedded(work: readonly Work[], { models, pack, call }: ShopContext): Promise<WorkResult[]> {
  const scored = await models.embed.run(
    work.map(({ product }) => ({ text: productText(withoutTags(product)), as: 'document' })),
    call,
  );
  return work.map(({ id, hash }, i): WorkResult => {
    const one = scored[i];
    if (one === undefined || one.served.degraded) throw new AppError('model_unavailable');
    return { kind: 'embed', id, hash, pack: pack.manifest.revision, vector: one.output };
  });
}

function sumOf(results: readonly WorkResult[], { pack }: ShopContext): { pack: string; n: number; sum: Float32Array } {
  const vectors = results.flatMap((one) => (one.kind === 'embed' ? [one.vector] : []));
  const sum = new Float32Array(vectors[0]?.length ?? 0);
  for (const vector of vectors) for (const [i, value] of vector.entries()) sum[i] = (sum[i] ?? 0) + value;
  return { pack: pack.manifest.revision, n: vectors.length, sum };
}

async function attributed(work: readonly Work[], context: IngestContext): Promise<WorkResult[]> {
  // Nobody asks a policy for its color.
  const products = work.filter(({ product }) => !isPassage(product));
  const { results, served_by } =
    products.length === 0
      ? { results: [], served_by: null }
      : await attributesTask({ items: products.map(({ product }) => ({ product: beginning(product) })) }, context);
  // Of the texts only: a picture's model may be away.
  if (served_by?.degraded === true && served_by.path === 'lexical') {
    throw new AppError('model_unavailable', { detail: served_by.reason ?? 'No weights.' });
  }
  const read = new Map(products.map(({ id }, i) => [id, readAttributes(results[i]?.attributes ?? [])]));
  return work.map(({ id, hash }): WorkResult => {
    return { kind: 'attributes', id, hash, pack: packOf('attributes', context), attributes: read.get(id) ?? [] };
  });
}

/** What the texts say, and what the picture shows of names on which they are silent. */
function readAttributes(attributes: readonly Attribute[]): ReadAttribute[] {
  const said = new Set(attributes.flatMap(({ name, source }) => (source === 'text' ? [name] : [])));
  return attributes.flatMap(({ name, value, text, confidence, evidence, source }): ReadAttribute[] => {
    if (value === null) return [];
    if (source !== 'image') return [{ name, value, text, confidence, evidence }];
    return said.has(name) ? [] : [{ name, value, text, confidence, evidence, source }];
  });
}

function withoutTags(product: Product): Product {
  // Much more than the model is given, which is the beginning.
  const plain = (text: string): string => blankTags(text.slice(0, LONGEST)).replaceAll(/\s+/g, ' ').trim();
  const { description, bullets } = product;
  return {
    ...product,
    description: description === undefined ? undefined : plain(description),
    bullets: bullets?.map(plain),
  };
}

/** A product with the beginnings of its bullets or, where it has none, of its description. Places in them are those of the whole. */
function beginning(product: Product): Product {
  const start = (text: string): string => blankTags(text.slice(0, LONGEST)).slice(0, READ.characters).toWellFormed();
  const bullets = product.bullets?.slice(0, READ.bullets).map(start);
  const hasBullets = bullets !== undefined && bullets.length > 0;
  return {
    ...product,
    bullets: hasBullets ? bullets : undefined,
    description: hasBullets || product.description === undefined ? undefined : start(product.description),
  };
}
