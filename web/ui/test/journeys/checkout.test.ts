import axe from 'axe-core';
import { type APIRequestContext, type Browser, type BrowserContext, type Page, expect, test } from 'playwright/test';
import { ready } from './server';

/**
 * A buyer on the checkout's own page, from the reserved goods to what became of them. The picture plays
 * no part here; `buying.test.ts` goes the same way over it.
 */
const SKU = 'glass-lamp';
const PHONE = { width: 320, height: 640 };

interface Made {
  readonly id: string;
}

class Buyer {
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
    const answer = await this.api.post(`${ready().http}/api/shows/${ready().show}/checkouts`, { data: { sku, quantity }, headers: { 'Idempotency-Key': crypto.randomUUID() } });
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

test('a guest pays by card, identified by their bank in another tab', async ({ browser }) => {
  const hana = await Buyer.come(browser);
  await hana.openCheckout();
  await hana.fill('4000 0000 0000 3220');
  await hana.accessible();
  await hana.review();
  await hana.accessible();
  await hana.orderButton().click();
  await expect(hana.heading('カードのご本人確認をお願いします')).toBeVisible();
  await hana.accessible();
  const bank = await hana.context.newPage();
  await bank.goto(new URL((await hana.page.getByRole('link', { name: 'カード会社の画面を開く' }).getAttribute('href')) ?? '', ready().http).href);
  await bank.getByRole('button', { name: /承認する/ }).click();
  await expect(hana.heading('ご注文を受け付けました')).toBeVisible();
  await hana.accessible();
  await hana.page.getByRole('link', { name: '注文の詳細を見る' }).click();
  await hana.leave();
});

test('whoever refuses at the bank keeps the goods and may pay otherwise', async ({ browser }) => {
  const hana = await Buyer.come(browser);
  await hana.openCheckout();
  await hana.fill('4000 0000 0000 3220');
  await hana.review();
  await hana.orderButton().click();
  const bank = await hana.context.newPage();
  await bank.goto(new URL((await hana.page.getByRole('link', { name: 'カード会社の画面を開く' }).getAttribute('href')) ?? '', ready().http).href);
  await bank.getByRole('button', { name: /やめる/ }).click();
  await expect(hana.page.getByRole('alert').filter({ hasText: 'お支払いが完了しませんでした' })).toBeVisible();
  await hana.page.getByRole('button', { name: '別のお支払い方法を選ぶ' }).click();
  await hana.payWith('cash_on_delivery');
  await hana.review();
  await expect(hana.page.getByText('代引手数料')).toBeVisible();
  await hana.orderButton().click();
  await expect(hana.heading('ご注文を受け付けました')).toBeVisible();
  await hana.leave();
});

test('a konbini slip is paid at the till later, and the order’s page says so', async ({ browser }) => {
  const hana = await Buyer.come(browser);
  const id = await hana.openCheckout();
  await hana.fill();
  await hana.payWith('konbini');
  await hana.review();
  await hana.orderButton().click();
  await expect(hana.heading('コンビニのレジでお支払いください')).toBeVisible();
  await hana.accessible();
  await hana.page.reload(); // the number is there again
  await expect(hana.heading('コンビニのレジでお支払いください')).toBeVisible();
  const slip = (await hana.page.getByRole('link', { name: '払込票を開く' }).getAttribute('href')) ?? '';
  const { order } = (await (await hana.api.get(`${ready().http}/api/checkouts/${id}`)).json()) as { order: { token: string } };
  await hana.page.goto(`${ready().http}/orders/${order.token}`);
  await expect(hana.page.getByText('お支払い待ち').first()).toBeVisible();
  await hana.accessible();
  const till = await hana.context.newPage();
  await till.goto(new URL(slip, ready().http).href);
  await till.getByRole('button', { name: /レジで支払う/ }).click();
  await expect(hana.page.getByRole('status').filter({ hasText: '受付' })).toBeVisible();
  await hana.accessible();
  await hana.leave();
});

test('a declined card leaves everything typed where it was', async ({ browser }) => {
  const hana = await Buyer.come(browser);
  await hana.openCheckout();
  await hana.fill('4000 0000 0000 0002');
  await hana.review();
  await hana.orderButton().click();
  await expect(hana.page.getByRole('alert').filter({ hasText: 'お支払いができませんでした' })).toBeVisible();
  await hana.page.getByRole('button', { name: '別のお支払い方法を選ぶ' }).click();
  await expect(hana.page.locator('[name=familyName]')).toHaveValue('山田');
  await hana.leave();
});

test('when the connection is lost at the press, pressing again makes one order', async ({ browser }) => {
  const hana = await Buyer.come(browser);
  await hana.openCheckout();
  await hana.fill('4242 4242 4242 4242');
  await hana.review();
  // The press arrives, its answer does not, and neither does the next question.
  let lost = 0;
  await hana.page.route('**/api/checkouts/**', async (route) => {
    if (lost++ === 0) await route.fetch();
    await route.abort();
  });
  await hana.orderButton().click();
  await expect(hana.page.getByRole('alert').filter({ hasText: '通信できませんでした' })).toBeVisible();
  await hana.page.unroute('**/api/checkouts/**');
  await hana.orderButton().click();
  await expect(hana.heading('ご注文を受け付けました')).toBeVisible();
  const { orders } = (await (await hana.api.get(`${ready().http}/api/my/orders`)).json()) as { orders: unknown[] };
  expect(orders).toHaveLength(1);
  await hana.leave();
});

test('two tabs of one buyer end in the same order', async ({ browser }) => {
  const hana = await Buyer.come(browser);
  const id = await hana.openCheckout();
  await hana.fill('4242 4242 4242 4242');
  await hana.review();
  const other = await hana.context.newPage();
  await other.goto(`${ready().http}/checkout/${id}`);
  const second = other.getByRole('button', { name: '注文を確定する' });
  await expect(second).toBeVisible();
  await Promise.all([hana.orderButton().click(), second.click()]);
  for (const page of [hana.page, other]) await expect(page.getByRole('heading', { name: 'ご注文を受け付けました' })).toBeVisible();
  const { orders } = (await (await hana.api.get(`${ready().http}/api/my/orders`)).json()) as { orders: unknown[] };
  expect(orders).toHaveLength(1);
  await hana.leave();
});

test('a hold that ran out says that nothing was ordered, and can be taken again', async ({ browser }) => {
  const hana = await Buyer.come(browser);
  await hana.page.clock.install();
  await hana.openCheckout();
  await hana.fill();
  await hana.page.clock.fastForward('20:00');
  await expect(hana.heading('お取り置きの時間が過ぎました')).toBeVisible();
  await expect(hana.page.getByText('ご注文は確定していません')).toBeVisible();
  await hana.accessible();
  await hana.leave();
});

test('when the total changed the button is locked until it was seen', async ({ browser }) => {
  const hana = await Buyer.come(browser);
  const id = await hana.openCheckout();
  await hana.fill('4242 4242 4242 4242');
  await hana.review();
  // Another tab of hers makes it two.
  const answer = await hana.api.put(`${ready().http}/api/checkouts/${id}/quantity`, { data: { quantity: 2 } });
  expect(answer.ok(), await answer.text()).toBe(true);
  await hana.orderButton().click();
  await expect(hana.page.getByText('ご覧いただいている間に内容が変わりました')).toBeVisible();
  await expect(hana.orderButton()).toHaveAttribute('aria-disabled', 'true');
  await hana.accessible();
  await hana.page.getByRole('button', { name: '変わった内容を確認しました' }).click();
  await hana.orderButton().click();
  await expect(hana.heading('ご注文を受け付けました')).toBeVisible();
  await hana.leave();
});

test('several goods go through the cart into one order, with the keyboard alone', async ({ browser }) => {
  const hana = await Buyer.come(browser, { width: 1024, height: 800 });
  for (const sku of [SKU, 'yunomi']) {
    const answer = await hana.api.post(`${ready().http}/api/cart/lines`, { data: { show: ready().show, sku, quantity: 1 } });
    expect(answer.ok(), await answer.text()).toBe(true);
  }
  const { page } = hana;
  await page.reload();
  await expect(page.getByRole('button', { name: '購入手続きへ進む' })).toBeVisible();
  await hana.accessible();
  await page.getByRole('button', { name: '購入手続きへ進む' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('[name=familyName]')).toBeVisible();
  await page.locator('[name=familyName]').focus();
  for (const typed of ['山田', '花子', 'やまだ', 'はなこ', 'hana@example.jp', '09012345678', '1500001']) {
    await page.keyboard.type(typed);
    await page.keyboard.press('Tab');
  }
  await expect(page.locator('[name=line1]')).toHaveValue('神宮前');
  await page.locator('[name=method]:checked').focus();
  await page.keyboard.press('ArrowUp'); // the last of the four: cash on delivery
  await page.keyboard.press('Enter');
  await expect(hana.orderButton()).toBeVisible();
  await hana.accessible();
  await hana.orderButton().focus();
  await page.keyboard.press('Enter');
  await expect(hana.heading('ご注文を受け付けました')).toBeVisible();
  await page.goto(`${ready().http}/cart`);
  await expect(page.getByText('かごには何も入っていません')).toBeVisible();
  await page.goto(`${ready().http}/my`);
  await expect(page.locator('.past li')).toHaveCount(1);
  await hana.accessible();
  await hana.leave();
});
