import { randomUUID } from 'node:crypto';
import { expect, test } from 'playwright/test';
import { Buyer, codeFor, SKU } from './buyer';
import { Producer } from './people';
import { ready } from './server';

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

test('a guest joins afterwards and finds the order on another device', async ({ browser }) => {
  const address = `hana-${Date.now()}@example.jp`;
  const hana = await Buyer.come(browser);
  await hana.openCheckout('yunomi');
  await hana.fill('4242 4242 4242 4242');
  await hana.review();
  await hana.orderButton().click();
  await expect(hana.heading('ご注文を受け付けました')).toBeVisible();

  const other = await Buyer.come(browser);
  for (const [device, first] of [[hana, true], [other, false]] as const) {
    const { page } = device;
    await page.goto(`${ready().http}/my`);
    if (!first) await expect(page.getByText('このブラウザでのご注文はありません')).toBeVisible();
    await device.accessible();
    await page.locator('#member-email').fill(first ? address : address.toUpperCase().replace('EXAMPLE.JP', 'example.jp'));
    await page.keyboard.press('Enter');
    await expect(page.locator('#member-code')).toBeFocused();
    await page.locator('#member-code').fill(await codeFor(first ? address : address.toUpperCase().replace('EXAMPLE.JP', 'example.jp')));
    await page.keyboard.press('Enter');
    await expect(page.getByText('ログインしました')).toBeVisible();
    await expect(page.locator('.past li')).toHaveCount(1);
    await device.accessible();
  }
  await hana.leave();
  await other.leave();
});

test('the last piece: one has it, the other is told so, waits, and is offered it when it is free', async ({ browser }) => {
  const sku = 'keyaki-tray';
  const producer = await Producer.open(browser);
  const shelf = async (): Promise<number> => {
    const { products } = (await (await producer.context.request.get(`${ready().http}/api/shows/${ready().show}/products`)).json()) as { products: { variants: { sku: string; left: number }[] }[] };
    return products.flatMap(({ variants }) => variants).find((one) => one.sku === sku)?.left ?? 0;
  };
  const adjust = async (delta: number): Promise<void> => {
    const answer = await producer.context.request.post(`${ready().http}/api/shows/${ready().show}/stock/${sku}`, { data: { delta, reason: 'counted' }, headers: { 'Idempotency-Key': randomUUID() } });
    expect(answer.ok(), await answer.text()).toBe(true);
  };
  const before = await shelf();
  if (before !== 1) await adjust(1 - before);
  const [hana, ken] = await Promise.all([Buyer.come(browser), Buyer.come(browser)]);
  const held = await hana.reserve(sku);

  await ken.page.goto(`${ready().http}/watch/${ready().show}`);
  await ken.page.locator('nw-rail button').first().click();
  await ken.page.locator('nw-shelf').getByRole('button', { name: /欅/ }).click();
  await ken.page.getByRole('button', { name: 'キャンセル待ちをする' }).click();
  await expect(ken.page.getByText('キャンセル待ち：前に0人')).toBeVisible();
  await ken.accessible();
  await hana.api.post(`${ready().http}/api/checkouts/${held}/cancel`);
  await ken.page.getByRole('button', { name: 'ご用意できました：購入へ' }).click({ timeout: 60_000 });
  await expect(ken.page.frameLocator('iframe[src^="/checkout/"]').locator('[name=familyName]')).toBeVisible();
  await adjust(before);
  await Promise.all([hana.leave(), ken.leave(), producer.close()]);
});

test('a timed price is kept by the hold, until a correction names it: then the buyer sees it before ordering', async ({ browser }) => {
  const producer = await Producer.open(browser);
  const ask = async (path: string, data: object): Promise<{ id: string }> => {
    const answer = await producer.context.request.post(`${ready().http}/api/shows/${ready().show}/timed-prices${path}`, { data, headers: { 'Idempotency-Key': randomUUID() } });
    expect(answer.ok(), await answer.text()).toBe(true);
    return (await answer.json()) as { id: string };
  };
  const { id } = await ask('', { product: SKU, prices: [{ sku: SKU, yen: 19_800 }], until: Date.now() + 600_000 });
  const hana = await Buyer.come(browser);
  await hana.page.goto(`${ready().http}/watch/${ready().show}`);
  await hana.page.locator('nw-rail button').first().click();
  const card = hana.page.locator('nw-shelf').getByRole('button', { name: /ランプ/ });
  await expect(card).toContainText('19,800円');
  await expect(card).toContainText(/タイムセール \d\d:\d\d まで/);
  await hana.accessible();

  await hana.openCheckout();
  await hana.fill('4242 4242 4242 4242');
  await hana.review();
  await expect(hana.page.locator('.order-total')).toContainText('19,800円');
  await ask(`/${id}/correct`, { reason: '価格の表示に誤りがありました' });
  await hana.orderButton().click();
  await expect(hana.page.getByText('ご覧いただいている間に内容が変わりました')).toBeVisible();
  await expect(hana.page.locator('.order-total')).not.toContainText('19,800円');
  await expect(hana.orderButton()).toHaveAttribute('aria-disabled', 'true');
  await hana.accessible();
  await Promise.all([hana.leave(), producer.close()]);
});
