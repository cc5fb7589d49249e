import axe from 'axe-core';
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type APIRequestContext, type Browser, type BrowserContext, type Page, expect } from 'playwright/test';
import { ready } from './server';

/** Sold in one kind. */
export const SKU = 'glass-lamp';
export const PHONE = { width: 320, height: 640 };

interface Made {
  readonly id: string;
}

/** Someone who buys: on the checkout's own page, without the picture. */
export class Buyer {
  private constructor(
    readonly context: BrowserContext,
    readonly page: Page,
  ) {}

  static async come(browser: Browser, viewport = PHONE): Promise<Buyer> {
    const context = await browser.newContext({ viewport });
    const page = await context.newPage();
    // The first page makes the browser someone.
    await page.goto(`${ready().http}/cart`);
    return new Buyer(context, page);
  }

  get api(): APIRequestContext {
    return this.context.request;
  }

  /** The tap on 買う, as the show's page sends it. */
  async reserve(sku = SKU, quantity = 1): Promise<string> {
    const answer = await this.api.post(`${ready().http}/api/shows/${ready().show}/checkouts`, { data: { sku, quantity }, headers: { 'Idempotency-Key': randomUUID() } });
    expect(answer.ok(), await answer.text()).toBe(true);
    return ((await answer.json()) as Made).id;
  }

  async openCheckout(sku = SKU): Promise<string> {
    const id = await this.reserve(sku);
    await this.page.goto(`${ready().http}/checkout/${id}`);
    return id;
  }

  async fill(card?: string): Promise<void> {
    const { page } = this;
    for (const [name, value] of Object.entries({ familyName: '山田', givenName: '花子', familyKana: 'やまだ', givenKana: 'はなこ', email: 'hana@example.jp', phone: '090-1234-5678' }))
      await page.locator(`[name=${name}]`).fill(value);
    await page.locator('[name=postal]').fill('１５０ー０００１');
    await expect(page.locator('[name=line1]')).toHaveValue('神宮前');
    await expect(page.locator('[name=city]')).toHaveValue('渋谷区');
    await page.locator('[name=line1]').fill('神宮前1-2-3');
    if (card === undefined) return;
    await page.locator('[name=number]').fill(card);
    await page.locator('[name=expiry]').fill('12/30');
    await page.locator('[name=cvc]').fill('123');
  }

  async payWith(method: string): Promise<void> {
    await this.page.locator(`[name=method][value=${method}]`).check();
  }

  async review(): Promise<void> {
    await this.page.getByRole('button', { name: '確認画面へ進む' }).click();
    await expect(this.orderButton()).toBeVisible();
  }

  orderButton() {
    return this.page.getByRole('button', { name: '注文を確定する' });
  }

  heading(name: string | RegExp) {
    return this.page.getByRole('heading', { name });
  }

  async accessible(): Promise<void> {
    await this.page.evaluate(axe.source);
    const found = await this.page.evaluate(async () => {
      const { violations } = await (window as unknown as { axe: typeof axe }).axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] });
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`);
    });
    expect(found).toEqual([]);
    expect(await this.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(this.page.viewportSize()?.width ?? 0);
  }

  leave(): Promise<void> {
    return this.context.close();
  }
}

/** The six digits in the newest letter to this address, which the demo lays into a folder. */
export async function codeFor(address: string): Promise<string> {
  const folder = join(dirname(process.env['NIGIWAI_READY'] ?? ''), 'mail');
  let code = '';
  await expect
    .poll(() => {
      const letters = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8').replaceAll('\r', ''));
      const mine = letters.find((letter) => letter.includes(`To: ${address}\n`)) ?? '';
      const body = mine.slice(mine.indexOf('\n\n'));
      const words = /encoding: base64/i.test(mine) ? Buffer.from(body, 'base64').toString() : body;
      return (code = /^ +(\d{6})$/m.exec(words)?.[1] ?? '');
    })
    .toMatch(/^\d{6}$/);
  return code;
}
