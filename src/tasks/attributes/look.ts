import type { AttributesItem } from '../../contract/attributes.ts';
import { AppError } from '../../core/error.ts';
import { detectLanguage, type Language } from '../../core/language.ts';
import { pictureFault } from '../../core/picture-header.ts';
import type { PictureColor } from '../../core/picture.ts';
import type { Context } from '../../models/context.ts';
import { isTimeout } from '../../models/wrappers/child-call.ts';
import { PictureFault, type Pictures, type SeenAttribute } from '../../models/picture.ts';
import { visibleNames } from './visible-names.ts';

/** Pictures of one request in work at once: each may be 10 MiB. */
const AT_ONCE = 4;

/** The most bytes of a picture that is sent to a vision model: it goes as text, of which a Worker's memory holds several times as much. */
const LARGEST_FOR_VISION = 4_194_304;

/** What the attributes task is given besides the models of texts. */
export interface PictureContext extends Context {
  /** Absent: pictures are not read here. */
  pictures?: Pictures | undefined;
  /** Pictures that came with the request, by the ids of their items. */
  uploads?: ReadonlyMap<string, Uint8Array> | undefined;
}

/** What was seen in an item's picture. */
export interface Look {
  status: 'read' | 'partial' | 'unread';
  /** Why something was not read, for the caller. */
  reason?: string;
  /** A model of ours failed, rather than the picture. */
  degraded: boolean;
  /** null: they were not looked for, or that failed. */
  colors: PictureColor[] | null;
  seen: SeenAttribute[] | null;
}

/** The language of an item's answer. */
export const languageOf = ({ language, product, query }: AttributesItem): Language =>
  language ?? product?.language ?? detectLanguage(query ?? product?.title ?? '');

/**
 * Looks at the pictures of the items, a few at a time: null for an item without. What cannot be read is told, never thrown, but for an upload
 * that is no picture or over a limit: that is the request's fault (`validation_failed`).
 */
export async function lookAtAll(items: readonly AttributesItem[], context: PictureContext): Promise<(Look | null)[]> {
  const errors = items.flatMap(({ id }) => {
    const bytes = id === undefined ? undefined : context.uploads?.get(id);
    const fault = bytes === undefined ? null : pictureFault(bytes);
    return fault === null || id === undefined ? [] : [{ path: id, message: fault }];
  });
  if (errors.length > 0) throw new AppError('validation_failed', { errors });
  const looks: (Look | null)[] = items.map(() => null);
  const queue = [...items.entries()];
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const [i, item] = next;
      looks[i] = await look(item, context);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return looks;
}

async function look(item: AttributesItem, context: PictureContext): Promise<Look | null> {
  const upload = item.id === undefined ? undefined : context.uploads?.get(item.id);
  const url = item.product?.image_url;
  const { pictures, call } = context;
  if (upload === undefined && url === undefined) return null;
  if (pictures === undefined) return unread('Pictures are not read here (IMAGES is off).');
  if (pictures.colors === undefined && pictures.vision === undefined) {
    return unread('Nothing that reads pictures is configured: set MODEL_SCORER_URL or MODEL_VISION_URL.');
  }
  try {
    if (upload !== undefined) return await read(upload, item, pictures, context);
    if (pictures.fetch === undefined) return unread('`image_url` is not fetched here: IMAGE_HOSTS names no host.');
    const bytes = await pictures.fetch(url ?? '', call).catch((error: unknown) => {
      throw error instanceof AppError ? new PictureFault('did not come in time', { cause: error }) : error;
    });
    return await read(bytes, item, pictures, context);
  } catch (error) {
    if (error instanceof PictureFault && upload !== undefined) {
      throw new AppError('validation_failed', { errors: [{ path: item.id ?? '$', message: error.message }] });
    }
    return unread(reasonOf(error));
  }
}

const unread = (reason: string, degraded = false): Look => ({
  status: 'unread',
  reason,
  degraded,
  colors: null,
  seen: null,
});

/** Colours and the vision model's answer at the same time. Throws the PictureFault of a picture that cannot be decoded. */
async function read(
  bytes: Uint8Array,
  item: AttributesItem,
  { colors, vision }: Pictures,
  { call }: PictureContext,
): Promise<Look> {
  const names = visibleNames(item.attributes);
  const isLooked = vision !== undefined && names.length > 0;
  const isTooLarge = isLooked && bytes.length > LARGEST_FOR_VISION;
  const asked = [
    colors?.(bytes, call),
    isLooked && !isTooLarge
      ? vision.look({ bytes, names: names.map(({ name }) => name), language: languageOf(item) }, call)
      : undefined,
  ] as const;
  const [ofColors, ofVision] = await Promise.allSettled(asked);
  const failures = [ofColors, ofVision].flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
  const fault = failures.find((error) => error instanceof PictureFault);
  if (fault !== undefined) throw fault;
  const reason =
    failures.length > 0
      ? reasonOf(failures[0])
      : isTooLarge
        ? `The picture has more than ${LARGEST_FOR_VISION} bytes, so the vision model was not asked.`
        : undefined;
  const found = {
    colors: ofColors.status === 'fulfilled' ? (ofColors.value ?? null) : null,
    seen: ofVision.status === 'fulfilled' ? (ofVision.value ?? null) : null,
  };
  if (reason === undefined) return { status: 'read', degraded: false, ...found };
  const isUnread = found.colors === null && found.seen === null;
  return { status: isUnread ? 'unread' : 'partial', reason, degraded: failures.length > 0, ...found };
}

function reasonOf(error: unknown): string {
  if (error instanceof PictureFault) return `The picture ${error.message}.`;
  if (isTimeout(error)) return 'The picture was not read in time.';
  if (error instanceof AppError) return 'What reads pictures does not answer.';
  throw error;
}
