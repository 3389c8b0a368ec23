import { FailedError } from '../../exit.ts';
import { readText } from '../sets/read.ts';

/** One shopper's items in time order, each the first time only. */
export interface Sequence {
  user: string;
  items: string[];
}

/** What a file of sequences holds. */
export interface Sequences {
  sequences: Sequence[];
  /** Lines that say nothing: a sentence each, naming the line. */
  odd: string[];
}

/** The most characters of an id, as the API takes it. */
const LONGEST_ID = 256;

/**
 * Lines of `user item item …`, oldest first, separated by white space. Left out and told of: lines without an item, users that come again, and
 * ids that are too long. Throws FailedError when nothing is left.
 */
export async function readSequences(path: string): Promise<Sequences> {
  const text = await textOf(path);
  const sequences: Sequence[] = [];
  const odd: string[] = [];
  const users = new Set<string>();
  for (const [i, line] of text.split(/\r?\n/).entries()) {
    const [user = '', ...items] = line.trim().split(/\s+/);
    if (user === '') continue;
    const place = `${path}: line ${i + 1}`;
    if (items.length === 0) odd.push(`${place}: user \`${user.slice(0, 40)}\` has no item`);
    else if (users.has(user)) odd.push(`${place}: user \`${user.slice(0, 40)}\` was there before`);
    else if ([user, ...items].some(({ length }) => length > LONGEST_ID)) {
      odd.push(`${place}: an id is longer than ${LONGEST_ID} characters`);
    } else {
      users.add(user);
      sequences.push({ user, items: [...new Set(items)] });
    }
  }
  if (sequences.length === 0) throw new FailedError(`${path}: no line has a user and items`);
  return { sequences, odd };
}

/** A JSON object of item → list of attribute ids, numbers or words. Throws FailedError naming the item that has something else. */
export async function readAttributes(path: string): Promise<Map<string, string[]>> {
  let value: unknown;
  try {
    value = JSON.parse(await textOf(path));
  } catch (error) {
    if (error instanceof FailedError) throw error;
    throw new FailedError(`${path} is not JSON`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new FailedError(`${path} must be an object of item → list of attribute ids`);
  }
  return new Map(
    Object.entries(value).map(([item, list]: [string, unknown]) => {
      if (!Array.isArray(list) || list.some((one) => typeof one !== 'string' && typeof one !== 'number')) {
        throw new FailedError(`${path}: item \`${item.slice(0, 40)}\` must have a list of ids, numbers or strings`);
      }
      return [item, list.map(String)];
    }),
  );
}

async function textOf(path: string): Promise<string> {
  try {
    return await readText(path);
  } catch (error) {
    throw new FailedError(`${path} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown fault'})`);
  }
}
