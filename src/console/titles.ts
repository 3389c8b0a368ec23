import type { ApiClient } from './api-client.ts';

/** What names a product. */
interface Named {
  id: string;
  title: string;
}

/** The titles of products by their ids. */
export interface Titles {
  /** Keeps those of products that came along. */
  keep(things: readonly Named[]): void;
  /** Asks the catalogue for those that are not known yet. Rejects only when `signal` aborts it. */
  ask(ids: readonly string[], signal: AbortSignal): Promise<void>;
  /** A product's title, or its id where the catalogue no longer has it. */
  of(id: string): string;
}

/** Makes an empty collection of titles. */
export function createTitles(client: Pick<ApiClient, 'get'>): Titles {
  const titles = new Map<string, string>();
  const askOne = async (id: string, signal: AbortSignal): Promise<void> => {
    const found = await client.get<Named>(`/v1/products/${encodeURIComponent(id)}`, signal);
    if (found.kind === 'answer') titles.set(id, found.answer.title);
    // What is gone is not asked for again.
    else if (found.kind === 'problem' && found.problem.status === 404) titles.set(id, id);
  };
  return {
    keep(things) {
      for (const { id, title } of things) titles.set(id, title);
    },
    async ask(ids, signal) {
      const missing = [...new Set(ids)].filter((id) => !titles.has(id));
      await Promise.all(missing.map((id) => askOne(id, signal)));
    },
    of: (id) => titles.get(id) ?? id,
  };
}
