import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ConsoleBrowser, hasBrowser, startConsole } from '../support/console-browser.ts';

describe.skipIf(!hasBrowser)('the page of the assistant', () => {
  let console: ConsoleBrowser;
  let page: Page;
  const answers = (): Locator => page.locator('.said-by-it');

  beforeAll(async () => {
    console = await startConsole({ SAMPLE: 'on' });
    await console.ready();
  });
  afterAll(() => console?.stop());
  beforeEach(async () => {
    page = await console.open('en-US', '/assist');
  });
  afterEach(() => console.close(page));

  async function tell(text: string): Promise<Locator> {
    const before = await answers().count();
    await page.locator('#message').fill(text);
    await page.keyboard.press('Enter');
    return nextAnswer(before);
  }

  async function nextAnswer(before: number): Promise<Locator> {
    const answer = answers().nth(before);
    await answer.locator('.turn-notes').waitFor();
    return answer;
  }

  it('compares products side by side, and its numbers lead to its sources', async () => {
    const answer = await tell('Compare the YETI Boomer dog bowl and the Platinum Pets dog bowl');
    expect(await answer.locator('.card').count()).toBe(2);
    expect(await answer.locator('.comparison tr', { hasText: 'Price' }).textContent()).toContain('93.99');
    expect(await answer.locator('.comparison .differs').count()).toBeGreaterThan(2);
    const number = answer.locator('sup a').first();
    const source = await number.getAttribute('href');
    await number.click();
    expect(await page.locator(String(source)).locator('q').textContent()).toContain('YETI');
    expect(await page.locator('main > section > [role="status"]').textContent()).toBe('Answered.');
  });

  it('proposes to the shop’s system and does nothing itself, and quotes policies', async () => {
    await page.locator('[name="example-order"]').click();
    const order = await tell('Where is my package?');
    expect(await order.locator('.answer-text').textContent()).toContain('1Z999');
    expect(await order.locator('.proposal h3').textContent()).toBe('Track the order');
    let calls = 0;
    page.on('request', () => (calls += 1));
    await order.locator('.proposal button').click();
    expect(JSON.parse(String(await order.locator('.proposal pre').textContent()))).toMatchObject({
      action: 'track_order',
      parameters: { order_id: 'A-1001' },
    });
    expect(calls).toBe(0);
    const policy = await tell('What is your return policy?');
    expect(await policy.locator('.sources q').first().textContent()).toMatch(/30 days/);
    const person = await tell('I want to talk to a person, my parcel is broken');
    expect(await person.locator('.hand-over dd').allTextContents()).toContainEqual(expect.stringContaining('broken'));
  });

  it('stops when told to, and asks again', async () => {
    await page.route('**/v1/assist', async (route) => {
      await page.unroute('**/v1/assist');
      // Held back for longer than the test takes to stop it.
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      await route.continue().catch(() => undefined);
    });
    await page.locator('.openers button', { hasText: 'dog bowl' }).first().click();
    await page.locator('[name="stop"]').click();
    await page.locator('.said-by-it .note', { hasText: 'Stopped.' }).waitFor();
    expect(await page.locator('[name="stop"]').isHidden()).toBe(true);
    await page.getByRole('button', { name: 'Try again' }).click();
    await nextAnswer(0);
    expect(await answers().count()).toBe(1);
    expect(await answers().locator('.card').count()).toBeGreaterThan(0);
  });

  it('says what is wrong with the order, and what the server refuses', async () => {
    await page.locator('#order').fill('{"id": ');
    await page.locator('#message').fill('Where is my package?');
    await page.keyboard.press('Enter');
    await page.getByText('This is not valid JSON.').waitFor();
    await page.locator('#order').fill('{"id": 7}');
    await page.locator('#message').fill('Where is my package?');
    await page.keyboard.press('Enter');
    const problem = page.locator('.said-by-it .problem');
    await problem.waitFor();
    expect(await problem.textContent()).toMatch(/422.*order\.id/s);
    console.excuse('status of 422');
  });

  it('speaks Chinese, narrows down by its own question, and fits a narrow screen', async () => {
    await console.close(page);
    page = await console.open('zh-CN', '/assist');
    await page.setViewportSize({ width: 390, height: 844 });
    const first = await tell('我想买一条连衣裙');
    const option = first.locator('.options button').first();
    const brand = String(await option.textContent()).replace(/ \(\d+\)$/, '');
    await option.click();
    const second = await nextAnswer(1);
    expect(await page.locator('.said-by-you').last().textContent()).toContain(brand);
    for (const facts of await second.locator('.facts').allTextContents()) expect(facts).toContain(brand);
    expect(await page.locator('.state').textContent()).toContain('连衣裙');
    expect(await first.locator('.options').count()).toBe(0);
    expect(await page.title()).toBe('Aisle · 导购助手');
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
  });
});
