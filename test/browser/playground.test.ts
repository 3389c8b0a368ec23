import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ConsoleBrowser, hasBrowser, startConsole } from '../support/console-browser.ts';

describe.skipIf(!hasBrowser)('the console in a browser', () => {
  let console: ConsoleBrowser;
  let page: Page;

  beforeAll(async () => {
    console = await startConsole();
  });
  afterAll(() => console?.stop());
  beforeEach(async () => {
    page = await console.open('en-US');
  });
  afterEach(() => console.close(page));

  async function ask(panel: Locator, field: string, text: string): Promise<void> {
    await panel.locator(`[name="${field}"]`).fill(text);
    await panel.locator('form button[type="submit"]').click();
    await panel.locator('.answer[aria-busy="false"] > *').first().waitFor();
  }

  it('tells the intent of a query in both languages, with all bars', async () => {
    const panel = page.locator('#intent');
    await ask(panel, 'query', 'red dress under $50');
    await panel.getByText('Find a product').first().waitFor();
    expect(await panel.locator('.codes code').first().textContent()).toBe('find_product');
    expect(await panel.locator('.distribution tr').count()).toBe(12);
    expect(await panel.locator('.distribution .figure').first().textContent()).toMatch(/%$/);
    expect(await panel.locator('.chip').allTextContents()).toContainEqual(expect.stringContaining('50'));
    const receipt = await panel.locator('.receipt').textContent();
    for (const word of ['Served by', 'Latency', 'Cache', 'Model', 'Request']) expect(receipt).toContain(word);

    await ask(panel, 'query', '我的快递到哪了');
    await panel.locator('.codes code', { hasText: 'order_status' }).waitFor();
    expect(await panel.locator('.sub-intent code').textContent()).toBe('track_order');
  });

  it('marks the evidence in the text', async () => {
    const panel = page.locator('#attributes');
    await ask(panel, 'text', 'tommy hilfiger mens slim jeans 32x30');
    const brand = panel.locator('mark', { hasText: 'Brand' });
    expect(await brand.locator('span').textContent()).toBe('tommy hilfiger');
    expect(await brand.locator('small').textContent()).toMatch(/^Brand \d+%$/);
  });

  it('answers for the names that were asked for', async () => {
    const panel = page.locator('#attributes');
    await panel.locator('[name="names"]').fill('Brand, 保质期');
    await ask(panel, 'text', 'tommy hilfiger mens slim jeans 32x30');
    const row = panel.locator('.values tr', { hasText: '保质期' });
    expect(await row.locator('td').first().textContent()).toBe('not stated');
  });

  it('judges several products against one query', async () => {
    await page.locator('button.example', { hasText: 'iphone 13 case' }).click();
    const products = page.locator('#match .product');
    await products.nth(3).waitFor();
    expect(await products.count()).toBe(4);
    expect(await products.first().locator('.label').textContent()).toBe('Exact');
    expect(await products.last().locator('.label').textContent()).toBe('Irrelevant');
    expect(await products.first().locator('.distribution tr').count()).toBe(4);
  });

  it('shows what is wrong and where', async () => {
    const panel = page.locator('#intent');
    await ask(panel, 'query', 'x'.repeat(600));
    const problem = await panel.locator('.problem[role="alert"]').textContent();
    expect(problem).toContain('422');
    expect(problem).toMatch(/queries/);
    // The browser notes every failed answer itself.
    console.excuse('status of 422');
  });

  it('puts text in as text', async () => {
    const panel = page.locator('#attributes');
    await ask(panel, 'text', 'red <img src=x onerror=alert(1)> dress');
    await panel.locator('.evidence').waitFor();
    expect(await panel.locator('img').count()).toBe(0);
    // The text as it was sent, without the notes that stand under what is marked.
    const shown = await panel.locator('.evidence p').evaluate((paragraph) => {
      for (const note of paragraph.querySelectorAll('small')) note.remove();
      return paragraph.textContent;
    });
    expect(shown).toBe('red <img src=x onerror=alert(1)> dress');
  });

  it('speaks the other language, answers included, and remembers it', async () => {
    const panel = page.locator('#intent');
    await ask(panel, 'query', 'red dress under $50');
    await panel.locator('.verdict').waitFor();
    await page.locator('.languages [lang="zh"]').click();
    expect(await page.locator('#match-name').textContent()).toBe('匹配');
    expect(await panel.locator('.verdict .label').textContent()).toBe('找商品');
    expect(await page.title()).toBe('Aisle · 试用台');
    await page.reload();
    expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN');
  });

  it('begins in the language of the browser and shows a shared view', async () => {
    await console.close(page);
    page = await console.open('zh-CN', `/#intent=${encodeURIComponent('我的快递到哪了')}`);
    expect(await page.locator('#intent-name').textContent()).toBe('意图');
    expect(await page.locator('#intent .verdict .label').textContent()).toBe('订单物流');
    await ask(page.locator('#attributes'), 'text', '红色连衣裙');
    expect(await page.locator('#attributes figcaption').textContent()).toBe('查询');
  });

  it('fits a narrow screen', async () => {
    await page.setViewportSize({ width: 360, height: 740 });
    await page.locator('button.example', { hasText: 'iphone 13 case' }).click();
    await page.locator('#match .product').nth(3).waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
  });

  describe('search', () => {
    const products = [
      { id: 'r1', title: 'Red summer dress', brand: 'Zest', color: 'Red', price: { amount: 39, currency: 'USD' } },
      { id: 'r2', title: 'Red evening dress', brand: 'Acme', color: 'Red', price: { amount: 120, currency: 'USD' } },
      { id: 'z1', title: '红色雪纺连衣裙 夏季', brand: '轻风', color: '红色', price: { amount: 159, currency: 'CNY' } },
      { id: 'x1', title: '<img src=x onerror=alert(1)> dress', brand: 'Zest' },
    ];
    const cards = (): Locator => page.locator('.results .card');

    beforeAll(async () => {
      const answer = await fetch(new URL('/v1/products', console.url), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ products }),
      });
      if (!answer.ok) throw new Error(await answer.text());
    });
    beforeEach(async () => {
      await page.goto(new URL('/search', console.url).href);
    });

    async function search(query: string): Promise<void> {
      await page.locator('#search-query').fill(query);
      await page.keyboard.press('Enter');
      await page.locator('.results[aria-busy="false"] .receipt').waitFor();
    }

    it('puts products on shelves, marks the words, and says why', async () => {
      await search('red dress under $50');
      await cards().first().waitFor();
      expect(await page.locator('.results h3').first().textContent()).toMatch(/\(\d+\)$/);
      const dear = page.locator('.card', { hasText: 'Red evening dress' });
      expect(await dear.locator('.conflict').textContent()).toContain('Price: 120');
      expect(await dear.locator('mark').allTextContents()).toEqual(['Red', 'dress']);
      await dear.locator('.why summary').click();
      expect(await dear.locator('.why p').first().textContent()).toContain('price: 120');
      expect(await page.locator('main > [role="status"]').textContent()).toMatch(/^\d+ products$/);
      expect(await page.locator('.card img').count()).toBe(0);
    });

    it('explains a hit word by word, and what would turn it holds', async () => {
      await search('red dress under $50');
      const dear = page.locator('.card', { hasText: 'Red evening dress' });
      await dear.locator('.explain').click();
      await dear.locator('.explanation .receipt').waitFor();
      const price = dear.locator('.explanation .values tr', { hasText: 'Price' });
      expect(await price.locator('.agrees_no').count()).toBe(1);
      const word = dear.locator('.token[tabindex]').first();
      expect(await word.locator('small').textContent()).toMatch(/^[+−]\d\.\d{3}$/);
      await word.focus();
      const opacity = 'getComputedStyle(document.activeElement.querySelector("small")).opacity';
      await expect.poll(() => page.evaluate(opacity)).toBe('1');
      await dear.locator('.changes button').first().click();
      await dear.locator('.changes [role="status"]', { hasText: /holds/ }).first().waitFor();
      expect(await dear.locator('.changes [role="status"]').first().textContent()).toMatch(/^✓ holds/);

      const answered = page.waitForResponse((answer) => answer.url().endsWith('/v1/explain'));
      await dear.locator('.explanation .kinds input[value="shap"]').press('Space');
      const { method, tokens } = (await (await answered).json()) as { method: string; tokens: { text: string }[] };
      expect(method).toBe('shap');
      await dear.locator('.explanation-answer[aria-busy="false"]').waitFor();
      expect(await dear.locator('.token span').allTextContents()).toEqual(tokens.map(({ text }) => text));
      await dear.locator('.explain').click();
      expect(await dear.locator('.explanation').count()).toBe(0);
    });

    it('takes a judgement, and tells why a product was left out', async () => {
      await search('red dress under $50');
      const thumbs = cards().first().locator('.thumbs');
      await thumbs.getByRole('button', { name: 'No' }).click();
      await thumbs.locator('[name="wrong_attribute"]').check();
      await thumbs.locator('select').selectOption('substitute');
      await thumbs.getByRole('button', { name: 'Send' }).click();
      const told = thumbs.locator('[role="status"]');
      await expect.poll(() => told.textContent()).toMatch(/noted/);

      await page.locator('.why-not summary').click();
      await page.locator('.why-not input').fill('Garden hose 50 ft');
      await page.locator('.why-not button').first().click();
      await page.locator('.why-not .verdict', { hasText: 'not in the catalogue' }).waitFor();
      // A title is no id, and the browser notes that answer.
      console.excuse('status of 404');
    });

    it('draws the query among its hits, and shows what suits a shopper', async () => {
      await search('dress');
      await page.locator('.map-fold summary').click();
      await page.locator('.map .mark.asked').waitFor();
      const marks = page.locator('.map .mark:not(.asked)');
      expect(await marks.count()).toBe(await cards().count());
      expect(await marks.first().getAttribute('aria-label')).toMatch(/cosine 0\.\d{3}$/);
      await marks.first().focus();
      expect(await page.locator('.map-name').textContent()).toBe(await marks.first().getAttribute('aria-label'));

      const like = { likes: [{ name: 'brand', value: 'Acme' }] };
      const said = await fetch(new URL('/v1/shoppers/zoe', console.url), {
        method: 'PATCH',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(like),
      });
      expect(said.status).toBe(200);
      await page.locator('.search-as summary').click();
      await page.locator('#search-shopper').fill('zoe');
      await page.keyboard.press('Tab');
      await page.locator('.card', { hasText: 'Acme' }).locator('.personal', { hasText: '+' }).waitFor();
    });

    it('narrows by a facet from the keyboard, and lets go again', async () => {
      await search('dress');
      const box = page.locator('aside input[name="brand=Zest"]');
      await box.focus();
      await page.keyboard.press('Space');
      await page.locator('aside summary', { hasText: '(1)' }).waitFor();
      expect(await cards().locator('.facts').allTextContents()).not.toContainEqual(expect.stringContaining('Acme'));
      await expect.poll(() => page.evaluate('document.activeElement.name')).toBe('brand=Zest');
      expect(page.url()).toContain('filters=');
      await page.locator('aside button', { hasText: 'Clear filters' }).click();
      await page.locator('.card', { hasText: 'Red evening dress' }).waitFor();
    });

    it('completes what is typed, by arrows and Enter', async () => {
      await page.locator('#search-query').pressSequentially('ze');
      await page.getByRole('option', { name: /zest/i }).waitFor();
      expect(await page.locator('#search-query').getAttribute('aria-expanded')).toBe('true');
      await page.keyboard.press('ArrowDown');
      const active = await page.locator('#search-query').getAttribute('aria-activedescendant');
      expect(await page.locator(`#${active}`).getAttribute('aria-selected')).toBe('true');
      await page.keyboard.press('Enter');
      await cards().first().waitFor();
      expect(await page.locator('#search-query').inputValue()).toMatch(/zest/i);
      expect(await page.locator('#search-query').getAttribute('aria-expanded')).toBe('false');
    });

    it('answers a service with its action, and nothing found with what there is', async () => {
      await search('where is my package');
      await page.getByText('Track an order').waitFor();
      expect(await cards().count()).toBe(0);
      await search('zzzz qqqq');
      await page.locator('.nothing').waitFor();
    });

    it('speaks Chinese, shows a shared view, and fits a narrow screen', async () => {
      await console.close(page);
      page = await console.open('zh-CN', `/search#q=${encodeURIComponent('红色连衣裙')}`);
      await page.setViewportSize({ width: 390, height: 844 });
      await page.locator('.card', { hasText: '红色雪纺连衣裙' }).waitFor();
      expect(await page.title()).toBe('Aisle · 搜索');
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    });
  });

  it('lists the endpoints, and tries one', async () => {
    await page.goto(new URL('/docs', console.url).href);
    const endpoint = page.locator('#post-v1-intent');
    await endpoint.waitFor();
    expect(await page.locator('#contents').textContent()).toContain('/v1/intent');
    expect(await endpoint.locator('.code-block pre').first().textContent()).toContain('curl');
    await endpoint.locator('.try > summary').click();
    await endpoint.locator('.try form button').click();
    await endpoint.locator('.try p.status').waitFor();
    expect(await endpoint.locator('.try p.status').textContent()).toMatch(/^200/);
    await page.locator('.languages [lang="zh"]').click();
    expect(await page.locator('#contents').textContent()).not.toMatch(/Scores|Drop-in|Catalogue|Behaviour/);
    expect(await endpoint.locator('.facts').allTextContents()).toContain(' 1–64 项 · 1–512 个字符');
    expect(await page.locator('.intro').textContent()).toContain('为英文');
  });
});
