/**
 * How the watch page bears a busy conversation: `npm run measure:chat [SECONDS] [RATE] [THROTTLE]`. It builds the
 * pages, starts the mock with its film, lets RATE comments per second come and writes: the share of frames over
 * 34 ms and over 50 ms, the longest, what the main thread did, the heap after a collection at start and end, whether
 * the list is at its end, and how many rows are in the page.
 */
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright';

const [seconds = 120, rate = 100, throttle = 4] = process.argv.slice(2).map(Number);
const port = Number(process.env.PORT ?? 18620);
const webroot = process.env.WEBROOT ?? mkdtempSync(join(tmpdir(), 'nigiwai-measure-'));
const root = new URL('../..', import.meta.url).pathname;
if (!process.env.WEBROOT) execFileSync('npx', ['vite', 'build', '--logLevel', 'error'], { cwd: root, env: { ...process.env, WEBROOT: webroot }, stdio: 'inherit' });
const server = spawn('node', [join(root, 'test/mock/serve.mjs')], { env: { ...process.env, PORT: String(port), QUIET: '1', WEBROOT: webroot }, stdio: ['ignore', 'pipe', 'inherit'] });
await new Promise((ready) => server.stdout.once('data', ready));
const scene = (body) => fetch(`http://127.0.0.1:${port}/mock`, { method: 'POST', body: JSON.stringify(body) });
const browser = await chromium.launch({ executablePath: process.env.CHROME_BIN ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--autoplay-policy=no-user-gesture-required'] });
try {
  const page = await browser.newPage({ viewport: { width: 390, height: 844 }, locale: 'ja-JP' });
  await page.goto(`http://127.0.0.1:${port}/watch/demo`);
  await page.waitForFunction(() => window.__nigiwai?.player === 'playing', undefined, { timeout: 60_000 }).catch(() => console.log('the film does not play'));
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Performance.enable');
  await devtools.send('HeapProfiler.enable');
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: throttle });
  const heap = async () => {
    await devtools.send('HeapProfiler.collectGarbage');
    const { metrics } = await devtools.send('Performance.getMetrics');
    const of = (name) => metrics.find((one) => one.name === name)?.value ?? 0;
    return { mb: of('JSHeapUsedSize') / 2 ** 20, nodes: of('Nodes'), script: of('ScriptDuration'), layout: of('LayoutDuration'), style: of('RecalcStyleDuration'), task: of('TaskDuration') };
  };
  const frames = (millis) => page.evaluate((forMillis) => new Promise((done) => {
    const deltas = [];
    let last = performance.now();
    const until = last + forMillis;
    const step = (now) => {
      deltas.push(now - last);
      last = now;
      if (now < until) requestAnimationFrame(step);
      else done({ count: deltas.length, over34: deltas.filter((d) => d > 34).length, over50: deltas.filter((d) => d > 50).length, longest: Math.max(...deltas) });
    };
    requestAnimationFrame(step);
  }), millis);
  const tell = (name, f) => console.log(`${name}: ${f.count} frames, over 34 ms ${((100 * f.over34) / f.count).toFixed(2)} %, over 50 ms ${((100 * f.over50) / f.count).toFixed(2)} %, longest ${f.longest.toFixed(0)} ms`);
  tell('without comments', await frames(10_000));
  await scene({ rate });
  await page.waitForTimeout(10_000);
  const before = await heap();
  const measured = await frames(seconds * 1000);
  const after = await heap();
  tell(`${rate} comments/s, CPU throttled ${throttle}×, ${seconds} s`, measured);
  const share = (name) => ((100 * (after[name] - before[name])) / seconds).toFixed(1);
  console.log(`main thread: tasks ${share('task')} %, script ${share('script')} %, layout ${share('layout')} %, style ${share('style')} %`);
  console.log(`heap after collection: ${before.mb.toFixed(1)} MB → ${after.mb.toFixed(1)} MB; nodes ${before.nodes} → ${after.nodes}`);
  const list = await page.evaluate(() => {
    const chat = document.querySelector('nw-watch').shadowRoot.querySelector('nw-chat').shadowRoot;
    const log = chat.querySelector('.log');
    return { fromEnd: Math.round(log.scrollHeight - log.clientHeight - log.scrollTop), rows: chat.querySelectorAll('li').length, pill: chat.querySelector('.pill') !== null };
  });
  console.log(`the list: ${list.fromEnd} px from its end, ${list.rows} rows in the page${list.pill ? ', NOT FOLLOWING' : ''}; player ${await page.evaluate(() => window.__nigiwai.player)}`);
} finally {
  await browser.close();
  server.kill();
  if (!process.env.WEBROOT) rmSync(webroot, { recursive: true, force: true });
}
