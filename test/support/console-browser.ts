import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import type { Page } from 'playwright-core';
import { startServer } from './start-server.ts';

const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

/** Whether there is a browser to test in; says so once where there is none. */
export const hasBrowser = existsSync(executablePath);
if (!hasBrowser) process.stderr.write(`The browser tests are skipped: there is no Chromium at ${executablePath}.\n`);

// Nothing but our pages: no start-up traffic of the browser's own.
const quiet = ['--disable-quic', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** A server and a browser on its pages. */
export interface ConsoleBrowser {
  url: string;
  /** Opens a page in a context of its own, 1280 pixels wide. */
  open(locale: string, path?: string): Promise<Page>;
  /** Forgives complaints that hold a text, such as the browser's note of an answer that was meant to fail. */
  excuse(text: string): void;
  /** Closes a page; throws where it complained or asked another origin for something. */
  close(page: Page): Promise<void>;
  /** Waits until a search of the bundled sample is answered: right after the start it is read and embedded first. */
  ready(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts both; `env` is that of the server. */
export async function startConsole(env: Record<string, string> = {}): Promise<ConsoleBrowser> {
  const server = await startServer(env);
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', ...quiet] });
  let complaints: string[] = [];
  let elsewhere: string[] = [];
  return {
    url: server.url,
    async open(locale, path = '/') {
      complaints = [];
      elsewhere = [];
      const context = await browser.newContext({ locale, viewport: { width: 1280, height: 900 } });
      const page = await context.newPage();
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text());
      });
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('request', (request) => {
        const { origin, protocol } = new URL(request.url());
        if (protocol !== 'data:' && origin !== server.url.replace(/\/$/, '')) elsewhere.push(request.url());
      });
      await page.goto(new URL(path, server.url).href);
      return page;
    },
    excuse(text) {
      complaints = complaints.filter((complaint) => !complaint.includes(text));
    },
    async close(page) {
      await page.context().close();
      if (elsewhere.length > 0) throw new Error(`Requests left the origin: ${elsewhere.join(', ')}`);
      if (complaints.length > 0) throw new Error(`The browser complains: ${complaints.join('; ')}`);
    },
    async ready() {
      const body = JSON.stringify({ query: 'skillet', limit: 1 });
      const headers = { 'content-type': 'application/json' };
      for (let tries = 0; tries < 60; tries += 1) {
        const answer = await fetch(new URL('/v1/search', server.url), { method: 'POST', headers, body });
        if (answer.ok) return;
        await new Promise((resolve) => setTimeout(resolve, 500));
      }
      throw new Error('The sample was not ready after 60 searches.');
    },
    async stop() {
      await browser.close();
      await server.stop();
    },
  };
}
