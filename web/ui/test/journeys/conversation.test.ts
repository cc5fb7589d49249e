import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, type Page, expect, test } from 'playwright/test';

const UI = fileURLToPath(new URL('../..', import.meta.url));
const PORT = Number(process.env['NIGIWAI_MOCK_PORT'] ?? 18630);
const HTTP = `http://127.0.0.1:${PORT}`;

/** The pages as they are built, before a server that keeps everything in memory: what viewer and moderator see of each other. */
test.describe('viewer and moderator', () => {
  let webroot: string;
  let server: ChildProcess;
  let viewer: Page;
  let desk: Page;

  test.beforeAll(async () => {
    webroot = mkdtempSync(join(tmpdir(), 'nigiwai-talk-'));
    execFileSync('npx', ['vite', 'build', '--logLevel', 'error'], { cwd: UI, env: { ...process.env, WEBROOT: webroot } });
    server = spawn('node', [join(UI, 'test/mock/desk.mjs'), String(PORT)], { env: { ...process.env, WEBROOT: webroot }, stdio: ['ignore', 'pipe', 'inherit'] });
    await new Promise((ready) => server.stdout?.once('data', ready));
    await fetch(`${HTTP}/mock/scene`, { method: 'POST', body: JSON.stringify({ quiet: true }) });
  });

  test.afterAll(() => {
    server.kill();
    rmSync(webroot, { recursive: true, force: true });
  });

  test.beforeEach(async ({ browser }) => {
    viewer = await open(browser, '/watch/demo', { width: 390, height: 844 });
    desk = await open(browser, '/login', { width: 1280, height: 800 });
    await desk.request.post(`${HTTP}/api/login`, { data: { email: 'x', password: 'demo' } });
    await desk.goto(`${HTTP}/control/demo`);
    await expect(desk.locator('nw-talk').getByRole('tab', { name: /コメント/ })).toBeVisible();
  });

  test.afterEach(async () => {
    await viewer.context().close();
    await desk.context().close();
  });

  const open = async (browser: Browser, path: string, viewport: { width: number; height: number }): Promise<Page> => {
    const page = await (await browser.newContext({ viewport })).newPage();
    await page.goto(`${HTTP}${path}`);
    return page;
  };
  const row = (text: string) => viewer.locator('nw-chat li').filter({ hasText: text });
  const say = async (text: string, question = false): Promise<void> => {
    const field = viewer.getByRole('textbox', { name: 'コメントを書く' });
    await field.fill(text);
    if (question) await viewer.getByRole('button', { name: '質問として送る' }).click();
    await field.press('Enter');
    const guest = viewer.getByRole('button', { name: 'ゲストで送信' });
    await expect(guest.or(row(text)).first()).toBeVisible();
    if (await guest.isVisible()) await guest.click();
    await expect(row(text)).toHaveCount(1);
  };

  test('a reply quotes, a question is answered on air, and its asker is told', async () => {
    await viewer.locator('nw-chat .log').focus();
    await viewer.keyboard.press('ArrowUp');
    await viewer.keyboard.press('Enter');
    await viewer.getByRole('button', { name: '返信する' }).click();
    await say('私もそう思います');
    await expect(row('私もそう思います').locator('.quote')).toBeVisible();

    await say('母の日に届きますか', true);
    await expect(row('母の日に届きますか').locator('.mark')).toHaveText('質問');
    await desk.keyboard.press('q');
    const asked = desk.locator('nw-question-queue li').filter({ hasText: '母の日に届きますか' });
    await asked.getByRole('button', { name: /配信で回答/ }).click();
    await asked.getByRole('button', { name: /もう一度で確定/ }).click();
    await expect(asked).toHaveCount(0);
    await expect(viewer.locator('nw-toast')).toContainText('あなたの質問に回答がありました');
    await expect(row('母の日に届きますか').locator('.mark')).toHaveText('回答済み');
    await viewer.locator('nw-above-chat button').click();
    await expect(viewer.locator('nw-questions').getByText('回答済み')).toBeVisible();
  });

  test('a removed comment leaves the viewer and comes back with one press', async () => {
    await say('これは消えてまた戻ります');
    const comment = desk.locator('nw-talk article').filter({ hasText: 'これは消えてまた戻ります' });
    await comment.getByRole('button', { name: /コメントを削除/ }).click();
    await comment.getByRole('button', { name: /本当に削除する/ }).click();
    await expect(row('これは消えてまた戻ります')).toHaveCount(0);
    await desk.getByRole('button', { name: /元に戻す/ }).click();
    await expect(row('これは消えてまた戻ります')).toHaveCount(1);
  });

  test('a held comment waits for its author alone, then everyone sees it', async ({ browser }) => {
    const other = await open(browser, '/watch/demo', { width: 390, height: 844 });
    await say('電話で注文できますか');
    await expect(row('電話で注文できますか')).toContainText('確認後に表示されます');
    await expect(other.locator('nw-chat li').filter({ hasText: '電話で注文できますか' })).toHaveCount(0);
    await desk.keyboard.press('h');
    const held = desk.locator('nw-held li').filter({ hasText: '電話で注文できますか' });
    await held.getByRole('button', { name: /表示する/ }).click();
    await expect(other.locator('nw-chat li').filter({ hasText: '電話で注文できますか' })).toHaveCount(1);
    await expect(row('電話で注文できますか')).toHaveCount(1);
    await expect(row('電話で注文できますか')).not.toContainText('確認後');
    await other.context().close();
  });

  test('a muted viewer reads until when, and that it was lifted', async () => {
    await say('ことばがすぎました');
    const comment = desk.locator('nw-talk article').filter({ hasText: 'ことばがすぎました' });
    await comment.getByRole('button', { name: /このコメントの操作/ }).click();
    await desk.locator('nw-person [data-verdict=mute10]').click();
    await desk.locator('nw-person [data-verdict=mute10]').click();
    await expect(viewer.locator('nw-composer .mode')).toContainText('現在コメントできません（あと');
    await desk.locator('nw-person').getByRole('button', { name: '解除' }).click();
    await expect(viewer.locator('nw-composer .mode')).toHaveCount(0);
  });
});
