import { type Page, expect, test } from 'playwright/test';
import { Producer, Viewer } from './people';

/** Sold in one kind, so that no choice stands between the card and the order. */
const CUPS = { id: 'yunomi', name: '夫婦湯のみ 二客組' };
const BLOCKS = ['分量', '販売価格', '支払', '引渡時期', '申込みの撤回・解除', '申込期間'];

async function buy(viewer: Viewer): Promise<void> {
  const button = viewer.page.locator('nw-pinned').getByRole('button', { name: new RegExp(`^買う：${CUPS.name}`) });
  // A card that has just come under someone's finger takes no tap for a moment.
  await expect(button).not.toHaveClass(/fresh/);
  await button.click();
}

async function fillIn(viewer: Viewer): Promise<void> {
  const form = viewer.checkout;
  await form.locator('[name=familyName]').fill('山田');
  await form.locator('[name=givenName]').fill('花子');
  await form.locator('[name=familyKana]').fill('やまだ');
  await form.locator('[name=givenKana]').fill('ﾊﾅｺ');
  await form.locator('[name=email]').fill('hana@example.jp');
  await form.locator('[name=phone]').fill('０９０-１２３４-５６７８');
  await form.locator('[name=postal]').fill('1500001');
  await form.locator('[name=postal]').blur();
  await form.locator('[name=prefecture]').selectOption('東京都');
  await form.locator('[name=city]').fill('渋谷区神宮前');
  await form.locator('[name=line1]').fill('1-2-3');
  await form.locator('[name=number]').fill('4242 4242 4242 4242');
  await form.locator('[name=expiry]').fill('12/30');
  await form.locator('[name=cvc]').fill('123');
  await form.locator('[name=keep]').check();
  await form.getByRole('button', { name: '確認画面へ進む' }).click();
}

function orderButton(viewer: Viewer) {
  return viewer.checkout.getByRole('button', { name: '注文を確定する' });
}

async function orderNumber(page: Page): Promise<string> {
  await expect(page.getByRole('heading', { name: 'ご注文ありがとうございます' })).toBeVisible();
  return (await page.locator('nw-buy .number').innerText()).trim();
}

function left(viewer: Viewer): Promise<number> {
  return viewer.page
    .locator('nw-pinned')
    .getByText(/残り\d+点/)
    .first()
    .textContent() // the card may lie behind a sheet
    .then((words) => Number(/\d+/.exec(words ?? '')?.[0]));
}

test('a guest types only what is needed; once known, three taps make an order', async ({ browser }) => {
  const producer = await Producer.open(browser);
  await producer.unpinAll();
  await producer.pin(CUPS.id);
  const [hana, ken] = await Promise.all([Viewer.open(browser), Viewer.open(browser)]);
  await expect(ken.pinnedCard(CUPS.name)).toBeVisible();
  const before = await left(ken);
  const ordersBefore = (await producer.orders()).length;

  await buy(hana);
  await fillIn(hana);
  for (const block of BLOCKS) await expect(hana.checkout.getByRole('heading', { name: block })).toBeVisible();
  await orderButton(hana).dblclick();
  const first = await orderNumber(hana.page);
  await expect.poll(() => left(ken)).toBe(before - 1);
  expect((await producer.orders()).map((order) => order.number)).toContain(first);
  expect(await producer.orders()).toHaveLength(ordersBefore + 1);
  await expect(producer.page.getByText(first)).toBeVisible();

  await hana.page.getByRole('button', { name: '配信に戻る' }).click();
  await buy(hana); // tap 1: the confirmation is the first thing a known buyer sees
  await orderButton(hana).click(); // tap 2
  const second = await orderNumber(hana.page);
  expect(second).not.toBe(first);
  await expect.poll(() => left(ken)).toBe(before - 2);
  expect(await producer.orders()).toHaveLength(ordersBefore + 2);
  await Promise.all([hana.close(), ken.close(), producer.close()]);
});

test('back button and reload in the middle make exactly one order', async ({ browser }) => {
  const producer = await Producer.open(browser);
  await producer.pin(CUPS.id);
  const hana = await Viewer.open(browser);
  await expect(hana.pinnedCard(CUPS.name)).toBeVisible();
  const ordersBefore = (await producer.orders()).length;
  const leftBefore = await left(hana);

  await buy(hana);
  await expect(hana.checkout.locator('[name=familyName]')).toBeVisible();
  await hana.page.goBack();
  await expect(hana.page.locator('iframe[src^="/checkout/"]')).toBeHidden();
  expect(hana.page.url()).toContain('/watch/');
  await buy(hana); // the same hold, not a second one
  await fillIn(hana);
  await expect(orderButton(hana)).toBeVisible();
  await hana.page.reload();
  await expect(orderButton(hana)).toBeVisible();
  await expect.poll(() => left(hana)).toBe(leftBefore - 1);

  await orderButton(hana).click();
  await hana.page.reload();
  await expect.poll(async () => (await producer.orders()).length).toBe(ordersBefore + 1);
  await hana.page.waitForLoadState();
  await expect.poll(() => left(hana)).toBe(leftBefore - 1);
  expect(await producer.orders()).toHaveLength(ordersBefore + 1);
  await Promise.all([hana.close(), producer.close()]);
});
