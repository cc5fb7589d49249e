/**
 * Pictures of the conversation on console and studio, for the eye.
 * `WEBROOT=/tmp/w npm run build`, then `WEBROOT=/tmp/w node test/pictures/desk.mjs OUT [scene…]`; it starts the mock itself.
 */
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { chromium } from 'playwright';

const [out = '/tmp/nigiwai-pictures', ...wanted] = process.argv.slice(2);
const port = Number(process.env.PORT ?? 18612);
mkdirSync(out, { recursive: true });
const server = spawn('node', [new URL('../mock/desk.mjs', import.meta.url).pathname, String(port)], { env: process.env, stdio: ['ignore', 'pipe', 'inherit'] });
await new Promise((ready) => server.stdout.once('data', ready));
const http = `http://127.0.0.1:${port}`;
await fetch(`${http}/mock/sign-in`, { method: 'POST' });
await fetch(`${http}/mock/scene`, { method: 'POST', body: JSON.stringify({ roles: ['owner'] }) });
const browser = await chromium.launch({ executablePath: process.env.CHROME_BIN ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--font-render-hinting=none', '--force-color-profile=srgb'] });

async function take(name, path, { size = [1280, 800], lang = 'ja', act } = {}) {
  if (wanted.length > 0 && !wanted.some((one) => name.includes(one))) return;
  const context = await browser.newContext({ viewport: { width: size[0], height: size[1] }, locale: lang === 'ja' ? 'ja-JP' : 'en-GB', timezoneId: 'Asia/Tokyo' });
  const page = await context.newPage();
  const faults = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  await page.goto(http + path);
  await page.waitForTimeout(2000);
  if (act) await act(page);
  await page.waitForTimeout(500);
  await page.screenshot({ path: `${out}/${name}.png` });
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
  console.log(name, sideways ? 'SCROLLS SIDEWAYS' : '', faults.join(' | '));
  await context.close();
}
const card = (page) => page.locator('nw-talk .card').last().click();

await take('control-comments', '/control/demo');
await take('control-questions', '/control/demo', { act: async (page) => {
  await page.keyboard.press('q');
  await page.waitForTimeout(900);
} });
await take('control-held-en', '/control/demo', { lang: 'en', act: (page) => page.keyboard.press('h') });
await take('control-person', '/control/demo', { act: async (page) => {
  await card(page);
  await page.waitForTimeout(600);
  await page.locator('nw-person .pin').click();
} });
await take('control-mode', '/control/demo', { act: async (page) => {
  await page.locator('nw-talk-head .icon-button').last().click();
  await page.waitForTimeout(600);
} });
await take('control-raid-tablet-en', '/control/demo', { size: [1024, 768], lang: 'en', act: async (page) => {
  await page.locator('nw-talk-head .raid').click();
  await page.locator('nw-talk-head .raid').click();
  await page.waitForTimeout(600);
} });
await take('studio-asked', '/studio/demo');
await take('studio-asked-phone-en', '/studio/demo', { size: [390, 844], lang: 'en' });
await browser.close();
server.kill();
