import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ConsoleBrowser, hasBrowser, startConsole } from '../support/console-browser.ts';

describe.skipIf(!hasBrowser)('the page of a shopper', () => {
  let console: ConsoleBrowser;
  let page: Page;
  const things = (): Locator => page.locator('[aria-labelledby="products-name"] .thing');
  const shelf = (): Locator => page.locator('.shelf-answer .thing');

  beforeAll(async () => {
    console = await startConsole({ SAMPLE: 'on' });
    await console.ready();
  });
  afterAll(() => console?.stop());
  beforeEach(async () => {
    page = await console.open('en-US', '/shopper');
    await things().first().waitFor();
    await shelf().first().waitFor();
  });
  afterEach(() => console.close(page));

  async function act(scope: Locator, name: string): Promise<void> {
    const before = await page.locator('.news').textContent();
    await scope.locator(`[data-act="${name}"]`).click();
    await expect.poll(() => page.locator('.news').textContent()).not.toBe(before);
  }

  it('changes shelf and profile with every act, and says how long it took', async () => {
    expect(await page.locator('.shelf-answer .fallback').count()).toBe(1);
    const title = await things().first().locator('.title').textContent();
    await act(things().first(), 'purchase');
    expect(await page.locator('.news').textContent()).toMatch(/^Buy: taken in after .+ ms, .+ \d+ of \d+ products/);
    expect(await page.locator('.basis').textContent()).toBe('Made from 1 product that the shopper had.');
    expect(await page.locator('.shelf-answer .fallback').count()).toBe(0);
    expect(await page.locator('.affinities tr').count()).toBeGreaterThan(0);
    expect(await page.locator('.steps').textContent()).toContain(title);
    // What was bought is not recommended again, and each product says why it is there.
    expect(await shelf().locator('.title').allTextContents()).not.toContain(title);
    for (const reasons of await shelf().locator('.reasons').allTextContents()) expect(reasons).not.toBe('');

    const dismissed = await shelf().first().locator('.title').textContent();
    await shelf().first().locator('[data-act="dismiss"]').focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => shelf().locator('.title').allTextContents()).not.toContain(dismissed);
    // The button went with its product: the focus goes to the shelf's name.
    await expect.poll(() => page.evaluate('document.activeElement.id')).toBe('shelf');
  });

  it('names the products of a profile by their titles, wherever they come from', async () => {
    const last = { id: '', title: '' };
    for (let cursor = ''; ;) {
      const listed = await fetch(new URL(`/v1/products?limit=500${cursor}`, console.url));
      const { products, next_cursor: next } = (await listed.json()) as {
        products: { id: string; title: string }[];
        next_cursor: string | null;
      };
      Object.assign(last, products.at(-1));
      if (next === null) break;
      cursor = `&cursor=${encodeURIComponent(next)}`;
    }
    const send = (method: string, path: string, body: object): Promise<Response> =>
      fetch(new URL(path, console.url), {
        method,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    await send('POST', '/v1/events', { events: [{ type: 'view', shopper_id: 'zoe', product_id: last.id }] });
    await send('PATCH', '/v1/shoppers/zoe', { hidden: [last.id] });
    await page.goto(new URL('/shopper#shopper=zoe', console.url).href);
    await page.reload();
    await page.locator('.steps').waitFor();
    expect(await things().locator('.title').allTextContents()).not.toContain(last.title);
    expect(await page.locator('.steps').textContent()).toContain(last.title);
    expect(await page.locator('.said .chip').textContent()).toContain(last.title);
    expect(await page.locator('.believed').textContent()).toContain('1 event learnt of');
    await shelf().first().locator('[data-act="why"]').click();
    const made = page.locator('.explanation table').last();
    await made.waitFor();
    expect(await made.locator('tbody th').allTextContents()).toEqual([last.title]);
    // No word of a head is broken over two lines, however narrow the table is.
    await page.setViewportSize({ width: 390, height: 844 });
    const broken = `[...document.querySelectorAll('.explanation thead th')].flatMap((head) => {
      const text = head.firstChild;
      return [...text.data.matchAll(/\\S+/g)].filter(({ index, 0: word }) => {
        const range = document.createRange();
        range.setStart(text, index);
        range.setEnd(text, index + word.length);
        return new Set([...range.getClientRects()].map(({ top }) => top)).size > 1;
      });
    }).length`;
    expect(await page.evaluate(broken)).toBe(0);
  });

  it('takes what is said, lets it go, and forgets the shopper', async () => {
    await act(things().first(), 'view');
    await page.locator('.add-said select').selectOption('color');
    await page.locator('.add-said [name="value"]').fill('red');
    await page.locator('.add-said button', { hasText: 'Dislike' }).click();
    const chip = page.locator('.said .chip', { hasText: 'Colour: red' });
    await chip.waitFor();
    await chip.getByRole('button').click();
    await chip.waitFor({ state: 'detached' });
    expect(await page.evaluate('document.activeElement.id')).toBe('profile-name');

    await page.locator('[name="personalise"]').uncheck();
    await expect.poll(() => page.locator('.affinities').count()).toBe(0);
    await act(things().nth(1), 'click');
    expect(await page.locator('.news').textContent()).toContain('not learnt of');

    await page.locator('.forget summary').click();
    await page.locator('.forget button').click();
    await page.getByText('Nothing is known of this shopper yet.').waitFor();
    expect(await page.locator('[name="personalise"]').isChecked()).toBe(true);
  });

  it('tells why a product is recommended, and why one that was bought is not', async () => {
    await act(things().first(), 'purchase');
    const first = shelf().first();
    await first.locator('[data-act="why"]').click();
    const why = first.locator('.explanation');
    await why.locator('.verdict').waitFor();
    expect(await why.locator('.verdict [data-code]').textContent()).toBe('recommended');
    expect(await why.locator('tbody tr').count()).toBeGreaterThan(5);

    const bought = things().first();
    await bought.locator('[data-act="why"]').click();
    await bought.locator('.explanation .verdict [data-code="bought"]', { hasText: 'bought' }).waitFor();
    // Something was done since: what was explained is of the past.
    await act(things().nth(1), 'click');
    expect(await bought.locator('.explanation').count()).toBe(0);
  });

  it('switches kinds and starts from a product', async () => {
    const title = await things().first().locator('.title').textContent();
    await things().first().locator('[data-act="start"]').click();
    await page.locator('.start .chip').waitFor();
    expect(await page.locator('.start .chip').textContent()).toContain(title);
    expect(await page.locator('.kinds :checked').getAttribute('value')).toBe('similar');
    await page.locator('.kinds :checked').focus();
    await page.keyboard.press('ArrowLeft');
    await page.locator('.start').waitFor({ state: 'detached' });
    expect(await page.locator('.kinds :checked').getAttribute('value')).toBe('for_you');
    await page.locator('.learning summary').click();
    expect(await page.locator('.learning tbody tr').count()).toBeGreaterThan(3);
  });

  it('speaks Chinese, reasons included, and fits a narrow screen', async () => {
    await console.close(page);
    page = await console.open('zh-CN', '/shopper#shopper=小明');
    await page.setViewportSize({ width: 390, height: 844 });
    await things().first().waitFor();
    expect(await page.locator('.known').textContent()).toBe('已登录顾客');
    await act(things().first(), 'add_to_cart');
    expect(await page.locator('.news').textContent()).toMatch(/^加购：/);
    expect(await shelf().first().locator('.reasons').textContent()).toMatch(/\p{Script=Han}/u);
    expect(await page.title()).toBe('Aisle · 为你推荐');
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    // Nobody knows a shopper before their first event, and the browser notes that answer.
    console.excuse('status of 404');
  });
});

describe.skipIf(!hasBrowser)('the page of a shopper without a key', () => {
  it('asks for it once, in the language of the page', async () => {
    const console = await startConsole({ API_KEYS: 'shop=a-key' });
    try {
      const page = await console.open('zh-CN', '/shopper');
      await page.locator('.problem').waitFor();
      await page.waitForLoadState('networkidle');
      expect(await page.locator('.problem').count()).toBe(1);
      const problem = await page.locator('.problem').textContent();
      expect(problem).toContain('需要有效的 API 密钥');
      expect(problem).not.toMatch(/required|Send/);
      console.excuse('status of 401');
      await console.close(page);
    } finally {
      await console.stop();
    }
  });
});
