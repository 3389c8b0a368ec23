import { createApiClient } from './api-client.ts';
import type { ApiClient } from './api-client.ts';
import { createKeyEntry } from './key-entry.ts';
import type { KeyEntry } from './key-entry.ts';
import { createLanguageSwitch } from './language-switch.ts';
import type { LanguageSwitch } from './language-switch.ts';

/** What every page that calls the API has: its language, the key that was entered, and a client that sends it. */
export interface Page {
  language: LanguageSwitch;
  key: KeyEntry;
  client: ApiClient;
}

/** Wires the header that all pages have in common. */
export function openPage(root: Document): Page {
  const language = createLanguageSwitch(root);
  const key = createKeyEntry(root, language);
  const client = createApiClient({
    fetch: (...call) => fetch(...call),
    now: () => performance.now(),
    key: () => key.current(),
  });
  return { language, key, client };
}
