/**
 * Pictures of the watch page in its sizes, languages and themes, for the eye.
 * `WEBROOT=/tmp/w npm run build`, then `node test/pictures/take.mjs OUT [scene…]`; it starts the mock itself.
 */
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { products } from '../mock/goods.mjs';
import { chromium } from 'playwright';

const [out = '/tmp/nigiwai-pictures', ...wanted] = process.argv.slice(2);
const SIZES = { zoomed: [320, 256], 320: [320, 640], 360: [360, 640], 390: [390, 844], 844: [844, 390], 1280: [1280, 800], 1440: [1440, 900] };
const [first, second, third] = products.map((p) => p.id);
const single = products.find((p) => p.variants.length === 1)?.id ?? third;
mkdirSync(out, { recursive: true });

function mock(port, env) {
  const process_ = spawn('node', [new URL('../mock/serve.mjs', import.meta.url).pathname], {
    env: { ...process.env, PORT: String(port), QUIET: '1', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise((ready) => process_.stdout.once('data', () => ready(process_)));
}
const upright = Number(process.env.PORT ?? 18101);
const lying = upright + 1;
const mocks = await Promise.all([mock(upright, { KNOWN: '1' }), mock(lying, { SIZE: '1280x720', KNOWN: '1' })]);
const browser = await chromium.launch({
  executablePath: process.env.CHROME_BIN ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--font-render-hinting=none', '--force-color-profile=srgb'],
});
const scene = (port, body) => fetch(`http://127.0.0.1:${port}/mock`, { method: 'POST', body: JSON.stringify(body) });

async function take(name, { size, lang = 'ja', theme = 'light', port = upright, before, act }) {
  if (wanted.length > 0 && !wanted.some((one) => name.includes(one))) return;
  const [width, height] = SIZES[size];
  const context = await browser.newContext({ viewport: { width, height }, locale: lang === 'ja' ? 'ja-JP' : 'en-GB', timezoneId: 'Asia/Tokyo', colorScheme: theme, deviceScaleFactor: width < 700 ? 2 : 1 });
  const page = await context.newPage();
  const faults = [];
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  page.on('pageerror', (error) => faults.push(String(error)));
  await scene(port, { stream: 'live', pins: [first], ...before });
  await page.goto(`http://127.0.0.1:${port}/watch/demo`);
  await page.waitForTimeout(3500);
  if (act) await act(page);
  await page.waitForTimeout(500);
  await page.screenshot({ path: `${out}/${name}.png` });
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
  console.log(name, sideways ? 'SCROLLS SIDEWAYS' : '', faults.join(' | '));
  await context.close();
}

await take('phone-360', { size: 360 });
await take('phone-320', { size: 320 });
await take('phone-390-dark-en', { size: 390, lang: 'en', theme: 'dark' });
await take('phone-390-three', { size: 390, before: { pins: [first, third, second] } });
await take('phone-390-shelf', { size: 390, act: (page) => page.locator('nw-rail button').first().click() });
await take('phone-390-product', { size: 390, act: (page) => page.locator('nw-pinned-card .buy').first().click() });
await take('phone-360-buy', { size: 360, before: { pins: [single] }, act: async (page) => {
  await page.waitForTimeout(5000);
  await page.locator('nw-pinned-card .buy').first().click();
  await page.waitForTimeout(1500);
} });
await take('phone-390-name', { size: 390, act: async (page) => {
  await page.locator('nw-composer textarea').fill('墨のほう、贈り物にしたいです');
  await page.locator('nw-composer .send').click();
} });
await take('phone-390-break', { size: 390, before: { stream: 'break' }, act: (page) => page.waitForTimeout(9000) });
await take('phone-390-waiting', { size: 390, before: { stream: 'waiting', hls: false, pins: [] }, act: () => scene(upright, { hls: true }) });
await take('phone-390-break-slate', { size: 390, before: { stream: 'break', slate: true } });
await take('phone-390-ended', { size: 390, act: async (page) => {
  await scene(upright, { stream: 'ended' });
  await page.waitForTimeout(9000);
} });
await take('phone-390-replay', { size: 390, before: { stream: 'ended' } });
const rewound = async (page) => {
  await page.waitForTimeout(2500);
  for (let i = 0; i < 6; i++) {
    await page.keyboard.press('ArrowLeft');
    await page.waitForTimeout(i === 0 ? 2500 : 100);
  }
  await page.waitForTimeout(1500);
};
await take('phone-390-behind', { size: 390, act: rewound });
await take('phone-320-behind-en', { size: 320, lang: 'en', act: rewound });
await take('phone-390-menu', { size: 390, act: async (page) => {
  await page.waitForTimeout(2500);
  await page.locator('nw-rail .more').click();
} });
await take('phone-390-sound', { size: 390, act: async (page) => {
  await page.waitForTimeout(2500);
  await page.locator('nw-rail .more').click();
  await page.locator('nw-quality input[value=sound]').click();
  await page.keyboard.press('Escape');
  await page.waitForTimeout(3000);
} });
await take('phone-390-lying-behind', { size: 390, port: lying, act: rewound });
await take('side-844-behind', { size: 844, act: rewound });
await take('wide-1280-behind', { size: 1280, act: async (page) => {
  await rewound(page);
  await page.locator('nw-scrub input').hover();
} });
await take('wide-1440-lying-replay', { size: 1440, port: lying, before: { stream: 'ended' } });
await take('wide-1280-quality', { size: 1280, act: async (page) => {
  await page.waitForTimeout(2500);
  await page.locator('nw-quality .open').click();
} });
await take('phone-390-reconnecting', { size: 390, act: async (page) => {
  await scene(upright, { refuse: true, close: 4100 });
  await page.waitForTimeout(3500);
  await page.locator('nw-composer textarea').fill('つながったら届きますか');
  await page.locator('nw-composer .send').click();
  await page.locator('nw-composer .choices button').first().click();
  await scene(upright, { refuse: false });
} });
await take('phone-390-lying', { size: 390, port: lying });
await take('phone-360-lying-dark', { size: 360, port: lying, theme: 'dark' });
await take('side-844', { size: 844 });
await take('wide-1280', { size: 1280 });
await take('wide-1280-dark-en', { size: 1280, lang: 'en', theme: 'dark' });
await take('wide-1440-product', { size: 1440, act: (page) => page.locator('nw-shelf button').first().click() });
await take('wide-1440-lying', { size: 1440, port: lying });
await take('wide-1280-buy', { size: 1280, before: { pins: [single] }, act: async (page) => {
  await page.waitForTimeout(5000);
  await page.locator('nw-pinned-card .buy').first().click();
  await page.waitForTimeout(1500);
} });

await take('phone-390-thanks', { size: 390, before: { pins: [single] }, act: async (page) => {
  await page.locator('nw-pinned-card .buy').first().click();
  await page.frameLocator('iframe').getByRole('button', { name: '\u6ce8\u6587\u3092\u78ba\u5b9a\u3059\u308b' }).click();
  await page.waitForTimeout(2000);
} });
await take('zoomed-320x256', { size: 'zoomed' });
await browser.close();
mocks.forEach((one) => one.kill());
