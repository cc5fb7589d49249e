/**
 * Pictures of the conversation in its sizes, languages and themes, for the eye.
 * `WEBROOT=/tmp/w npm run build`, then `WEBROOT=/tmp/w node test/pictures/talk.mjs OUT [scene…]`; it starts the mock itself.
 */
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { chromium } from 'playwright';
import { products } from '../mock/goods.mjs';

const [out = '/tmp/nigiwai-pictures', ...wanted] = process.argv.slice(2);
const SIZES = { 320: [320, 640], 360: [360, 640], 640: [640, 400], 1280: [1280, 800] };
const port = Number(process.env.PORT ?? 18611);
mkdirSync(out, { recursive: true });
const server = spawn('node', [new URL('../mock/serve.mjs', import.meta.url).pathname], { env: { ...process.env, PORT: String(port), QUIET: '1', KNOWN: '1' }, stdio: ['ignore', 'pipe', 'inherit'] });
await new Promise((ready) => server.stdout.once('data', ready));
const browser = await chromium.launch({ executablePath: process.env.CHROME_BIN ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--font-render-hinting=none', '--force-color-profile=srgb'] });
const scene = (body) => fetch(`http://127.0.0.1:${port}/mock`, { method: 'POST', body: JSON.stringify(body) });

async function take(name, { size, lang = 'ja', theme = 'light', before, act }) {
  if (wanted.length > 0 && !wanted.some((one) => name.includes(one))) return;
  const [width, height] = SIZES[size];
  const context = await browser.newContext({ viewport: { width, height }, locale: lang === 'ja' ? 'ja-JP' : 'en-GB', timezoneId: 'Asia/Tokyo', colorScheme: theme, deviceScaleFactor: width < 700 ? 2 : 1, hasTouch: width < 700 });
  const page = await context.newPage();
  const faults = [];
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  page.on('pageerror', (error) => faults.push(String(error)));
  await scene({ stream: 'live', pins: [products[0].id], rest: [['PUT', '/chat', { slow: 0, who: 'everyone', hold: false, links: true }], ['DELETE', '/comments/c_3/pin']], ...before });
  await page.goto(`http://127.0.0.1:${port}/watch/demo`);
  await page.waitForTimeout(2500);
  if (act) await act(page);
  await page.waitForTimeout(500);
  await page.screenshot({ path: `${out}/${name}.png` });
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
  console.log(name, sideways ? 'SCROLLS SIDEWAYS' : '', faults.join(' | '));
  await context.close();
}
const say = async (page, text) => {
  await page.locator('nw-composer textarea').fill(text);
  await page.locator('nw-composer .send').click();
  const guest = page.locator('nw-composer .choices button').first();
  if (await guest.isVisible().catch(() => false)) await guest.click();
};
const asked = { say: [['たけし', '食洗機で洗えますか', 'none', { q: true }], ['ゆき', 'ふたつ買うと箱は別々になりますか。贈り物に考えています', 'buyer', { q: true }]], votes: [['c_2', 'v_a'], ['c_2', 'v_b'], ['c_2', 'v_c']] };
const pinned = { rest: [['PUT', '/comments/c_4/pin']] };

await take('phone-360-talk', { size: 360, before: pinned });
await take('phone-360-menu', { size: 360, act: (page) => page.locator('nw-chat li').nth(1).tap() });
await take('phone-360-writing', { size: 360, act: async (page) => {
  await page.locator('nw-chat li').nth(1).tap();
  await page.locator('nw-comment-menu button').first().click();
  await page.waitForTimeout(400);
  await page.locator('nw-composer textarea').fill('先月のものと並べて見たいです');
} });
await take('phone-320-slow-dark-en', { size: 320, lang: 'en', theme: 'dark', before: { ...asked, rest: [['PUT', '/chat', { slow: 30, who: 'members', hold: true, links: true }]] }, act: (page) => page.locator('nw-composer textarea').focus() });
await take('phone-360-questions', { size: 360, before: asked, act: async (page) => {
  await page.locator('nw-composer textarea').fill('何色ありますか');
  await page.locator('nw-composer .ask').click();
  await page.locator('nw-composer .send').click();
  await page.locator('nw-composer .choices button').first().click();
  await page.waitForTimeout(600);
  await page.locator('nw-above-chat button').click();
} });
await take('phone-360-reactions', { size: 360, act: async (page) => {
  await page.locator('nw-rail .heart').click({ delay: 700 });
  await page.waitForTimeout(300);
  for (const kind of ['clap', 'laugh', 'wow', 'sparkle', 'heart']) await page.locator(`nw-rail .kinds .${kind}`).click();
  await page.waitForTimeout(500);
} });
await take('phone-360-pill', { size: 360, before: { rate: 30 }, act: async (page) => {
  await page.waitForTimeout(2000);
  await page.locator('nw-chat .log').evaluate((log) => (log.scrollTop = 0));
  await page.waitForTimeout(1500);
  await scene({ rate: 0 });
} });
await take('wide-1280-talk', { size: 1280, before: pinned, act: async (page) => {
  await page.locator('nw-composer textarea').focus();
  await page.locator('nw-chat li').nth(2).hover();
} });
await take('wide-1280-menu-dark-en', { size: 1280, lang: 'en', theme: 'dark', before: pinned, act: async (page) => {
  await page.locator('nw-chat li').nth(3).click({ button: 'right' });
} });
await take('wide-1280-questions', { size: 1280, act: (page) => page.locator('nw-above-chat button').click() });
await take('wide-1280-held', { size: 1280, before: { rest: [['PUT', '/chat', { slow: 0, who: 'everyone', hold: true, links: true }]] }, act: (page) => say(page, 'はじめて買います') });
await take('zoomed-640', { size: 640, before: pinned, act: (page) => page.locator('nw-composer textarea').focus() });
await browser.close();
server.kill();
