/**
 * Pictures of everything a buyer sees on the way to the goods, for the eye.
 * `WEBROOT=/tmp/w npm run build`, then `WEBROOT=/tmp/w node test/pictures/buying.mjs OUT [scene…]`; it starts the mock itself.
 */
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { chromium } from 'playwright';
import { products } from '../mock/goods.mjs';

const [out = '/tmp/nigiwai-buying', ...wanted] = process.argv.slice(2);
const port = Number(process.env.PORT ?? 18121);
mkdirSync(out, { recursive: true });
const mock = spawn('node', [new URL('../mock/serve.mjs', import.meta.url).pathname], { env: { ...process.env, PORT: String(port), QUIET: '1' }, stdio: ['ignore', 'pipe', 'inherit'] });
await new Promise((ready) => mock.stdout.once('data', ready));
const browser = await chromium.launch({
  executablePath: process.env.CHROME_BIN ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--font-render-hinting=none', '--force-color-profile=srgb'],
});
const scene = (body) => fetch(`http://127.0.0.1:${port}/mock`, { method: 'POST', body: JSON.stringify(body) });
const [first, , third] = products.map((p) => p.id);
const several = products.find((p) => p.variants.length > 1);

async function take(name, path, { width = 390, height = 844, lang = 'ja', theme = 'light', act, whole = true, wait = 600 } = {}) {
  if (wanted.length > 0 && !wanted.some((one) => name.includes(one))) return;
  const context = await browser.newContext({ viewport: { width, height }, locale: lang === 'ja' ? 'ja-JP' : 'en-GB', timezoneId: 'Asia/Tokyo', colorScheme: theme });
  const page = await context.newPage();
  page.setDefaultTimeout(5_000);
  const faults = [];
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  page.on('pageerror', (error) => faults.push(String(error)));
  await page.goto(`http://127.0.0.1:${port}${path}`);
  await page.waitForTimeout(wait);
  if (act) await act(page).catch((failure) => faults.push(String(failure).split('\n')[0]));
  await page.waitForTimeout(400);
  await page.screenshot({ path: `${out}/${name}.png`, fullPage: whole });
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
  console.log(name, sideways ? 'SCROLLS SIDEWAYS' : '', faults.join(' | '));
  await context.close();
}

await take('form', '/checkout/guest1');
await take('form-320-en', '/checkout/guest2', { width: 320, lang: 'en', act: (page) => page.locator('.wishes summary').click() });
await take('form-cod', '/checkout/guest3', { act: (page) => page.locator('[value=cash_on_delivery]').check() });
await take('confirm', '/checkout/known1');
await take('confirm-many', '/checkout/many1');
await take('confirm-many-320-dark', '/checkout/many2', { width: 320, theme: 'dark' });
await take('confirm-sake', '/checkout/sake1', { act: (page) => page.locator('.button-order').click() });
await take('changed', '/checkout/dear1', { act: async (page) => { await page.locator('.button-order').click(); await page.waitForTimeout(1200); } });
await take('bank', '/checkout/bank1', { act: async (page) => { await page.locator('.button-order').click(); await page.waitForTimeout(1200); } });
await take('slip', '/checkout/slip1', { act: async (page) => { await page.locator('.button-order').click(); await page.waitForTimeout(1200); } });
await take('done', '/checkout/done1');
await take('past', '/checkout/past1');
await take('order', '/orders/t-done2');
await take('order-slip-320', '/orders/t-slip3', { width: 320 });
await take('legal', '/legal');
await take('my-guest', '/my');
await take('my-code', '/my', { act: async (page) => { await page.locator('#member-email').fill('hana@example.jp'); await page.keyboard.press('Enter'); } });
await take('my-member', '/my', { act: async (page) => { await page.locator('#member-email').fill('hana@example.jp'); await page.keyboard.press('Enter'); await page.locator('#member-code').fill('123456'); await page.keyboard.press('Enter'); await page.waitForTimeout(500); } });
await take('cart-empty', '/cart');
const now = Date.now();
await scene({ stream: 'live', pins: [first], state: { [`timed:${first}`]: { tid: 't1', p: first, prices: products[0].variants.map((v) => ({ sku: v.sku, yen: Math.round(v.price * 0.9) })), from: now - 1000, until: now + 600_000 } } });
const watch = { whole: false, wait: 3000 };
await take('watch-timed', '/watch/demo', watch);
await take('product-timed', '/watch/demo', { ...watch, act: async (page) => { await page.locator('nw-pinned-card .shot').first().click(); } });
await take('product-320-en', '/watch/demo', { ...watch, width: 320, height: 640, lang: 'en', act: async (page) => { await page.locator('nw-pinned-card .shot').first().click(); } });
await scene({ pins: [several.id] });
await take('cart-sheet', '/watch/demo', { ...watch, act: async (page) => {
  await page.locator('nw-pinned-card .shot').first().click();
  for (const button of await page.locator('nw-product button:has-text("かごへ")').all()) { await button.click(); await page.waitForTimeout(300); }
  await page.screenshot({ path: `${out}/product-in-cart.png` });
  await page.keyboard.press('Escape');
  await page.waitForTimeout(500);
  await page.screenshot({ path: `${out}/watch-rail-cart.png` });
  await page.locator('nw-rail .cart').click();
} });
await take('cart-wide', '/watch/demo', { ...watch, width: 1280, height: 800, act: (page) => page.locator('nw-rail .cart').click() });
await take('cart-page-320', '/cart', { width: 320 });
const drop = (more) => ({ did: 'd1', p: third, sku: products[2].variants[0].sku, kind: 'fair', phase: 'open', units: 30, from: now - 30_000, until: now + 90_000, hash: '9f'.repeat(32), ...more });
await scene({ pins: [third], state: { 'drop:d1': drop({}) } });
await take('drop-open', '/watch/demo', { ...watch, act: async (page) => { await page.locator('nw-pinned-card .shot').first().click(); } });
await scene({ stock: Object.fromEntries(products[0].variants.map((v) => [v.sku, 0])), pins: [first] });
await take('product-sold-out', '/watch/demo', { ...watch, act: async (page) => { await page.locator('nw-pinned-card .shot').first().click(); } });
await browser.close();
mock.kill();
process.exit(0);
