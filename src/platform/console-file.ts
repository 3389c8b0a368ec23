/** The console's pages by path; scripts and styles stand under `/console/`. */
const PAGES: Readonly<Record<string, string>> = {
  '/': 'index.html',
  '/search': 'search.html',
  '/shopper': 'shopper.html',
  '/assist': 'assist.html',
  '/docs': 'docs.html',
  '/openapi.json': 'openapi.json',
};

/** The file of the console that a path names, below `dist/assets`; null for every other path, so that no path reaches another file. */
export function consoleFile(pathname: string): string | null {
  return PAGES[pathname] ?? /^\/console\/[a-z-]+\.(?:js|css)$/.exec(pathname)?.[0].slice(1) ?? null;
}
