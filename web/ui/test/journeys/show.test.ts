import { expect, test } from 'playwright/test';
import { Producer, Viewer } from './people';
import { ready } from './server';

const CARD_IN_STEP_MILLIS = 250;
const CARD_ON_ARRIVAL_MILLIS = 300;
/** Server's clock minus the date of the frame on screen; 1.5 s where the machine has nothing else to do. */
const LATENCY_MILLIS_MAX = 3_000;
const BREAK_WATCHED_MILLIS = 15_000;

test('the picture moves, muted and by itself', async ({ browser }) => {
  const viewer = await Viewer.open(browser);
  await viewer.waitForPicture();
  const before = await viewer.picture();
  const from = (await viewer.debug()).mediaTime ?? 0;
  await expect
    .poll(async () => {
      const now = await viewer.picture();
      return now.reduce((sum, value, i) => sum + Math.abs(value - (before[i] ?? 0)), 0);
    })
    .toBeGreaterThan(before.length);
  expect((await viewer.debug()).mediaTime ?? 0).toBeGreaterThan(from);
  await viewer.close();
});

test('two viewers exchange Japanese comments, each shown once', async ({ browser }) => {
  const [hana, ken] = await Promise.all([Viewer.open(browser), Viewer.open(browser)]);
  await hana.say('急須の大きさを教えてください');
  await expect(ken.comment('急須の大きさを教えてください')).toHaveCount(1);
  await ken.say('三百六十ミリだそうですよ');
  await expect(hana.comment('三百六十ミリだそうですよ')).toHaveCount(1);
  await expect(hana.comment('急須の大きさを教えてください')).toHaveCount(1);
  await Promise.all([hana.close(), ken.close()]);
});

test('a card appears when its moment is on screen, or at once for those past it', async ({ browser }) => {
  const producer = await Producer.open(browser);
  await producer.unpinAll();
  const [first, second] = await Promise.all([Viewer.open(browser), Viewer.open(browser)]);
  await Promise.all([first.waitForPicture(), second.waitForPicture()]);
  const { products } = ready();
  const now = (await first.debug()).mediaTime ?? 0;
  // One pin a little ahead of the viewers' picture, then one whose moment has passed.
  await producer.pin(products[0] ?? '', Math.round(now + 3_000));
  await producer.pin(products[1] ?? '', Math.round(now - 5_000));
  for (const viewer of [first, second]) {
    await expect.poll(async () => (await viewer.debug()).pins.length, { timeout: 40_000 }).toBeGreaterThanOrEqual(2);
    for (const pin of (await viewer.debug()).pins) {
      const ahead = pin.mediaTimeArrived !== null && pin.mediaTimeArrived < pin.showAt;
      if (ahead) {
        expect(Math.abs((pin.mediaTimeShown ?? 0) - pin.showAt), JSON.stringify(pin)).toBeLessThanOrEqual(CARD_IN_STEP_MILLIS);
      } else {
        expect(pin.shownAt - pin.arrivedAt, JSON.stringify(pin)).toBeLessThanOrEqual(CARD_ON_ARRIVAL_MILLIS);
      }
    }
  }
  await producer.unpinAll();
  await Promise.all([first.close(), second.close(), producer.close()]);
});

test('a deleted comment leaves every screen', async ({ browser }) => {
  const producer = await Producer.open(browser);
  const [writer, reader] = await Promise.all([Viewer.open(browser), Viewer.open(browser)]);
  await writer.say('連絡先は例の番号です');
  await expect(reader.comment('連絡先は例の番号です')).toHaveCount(1);
  const { http, show } = ready();
  const timeline = await producer.context.request.get(`${http}/api/shows/${show}/timeline?log=stage&after=0&limit=1000`);
  const { ev } = (await timeline.json()) as { ev: { t: string; eid?: string; x?: string }[] };
  const comment = ev.find((entry) => entry.x === '連絡先は例の番号です');
  const answer = await producer.context.request.delete(`${http}/api/shows/${show}/comments/${comment?.eid}`);
  expect(answer.status()).toBe(204);
  await expect(reader.comment('連絡先は例の番号です')).toHaveCount(0);
  await Promise.all([writer.close(), reader.close(), producer.close()]);
});

test('the picture is a few seconds behind the presenter, and stays there', async ({ browser }) => {
  const viewer = await Viewer.open(browser);
  await viewer.waitForPicture();
  await expect.poll(async () => (await viewer.debug()).latencyMillis ?? Infinity, { timeout: 60_000 }).toBeLessThanOrEqual(LATENCY_MILLIS_MAX);
  const seen: number[] = [];
  for (let i = 0; i < 20; i++) {
    seen.push((await viewer.debug()).latencyMillis ?? Infinity);
    await viewer.page.waitForTimeout(250);
  }
  expect(seen.sort((a, b) => a - b)[10], seen.join(' ')).toBeLessThanOrEqual(LATENCY_MILLIS_MAX);
  await viewer.close();
});

test('another quality is chosen in the menu and the picture goes on', async ({ browser }) => {
  const viewer = await Viewer.open(browser);
  await viewer.waitForPicture();
  await viewer.page.getByRole('button', { name: 'その他' }).click();
  await viewer.page.getByRole('radio', { name: /データ節約/ }).click();
  await viewer.page.keyboard.press('Escape');
  await expect.poll(async () => (await viewer.debug()).rung, { timeout: 40_000 }).toBe('240p');
  const { advancedMillis, samePage } = await viewer.watch(5_000);
  expect(advancedMillis).toBeGreaterThan(3_000);
  expect(samePage).toBe(true);
  await viewer.close();
});

test('a viewer goes back in the running show, and to the live picture again', async ({ browser }) => {
  const viewer = await Viewer.open(browser, { width: 1280, height: 800 });
  await viewer.waitForPicture();
  await viewer.page.getByRole('button', { name: '10秒戻る' }).click({ timeout: 40_000 });
  await expect.poll(async () => (await viewer.debug()).where).toBe('behind');
  await expect.poll(async () => (await viewer.debug()).latencyMillis ?? 0, { timeout: 40_000 }).toBeGreaterThan(7_000);
  await expect.poll(async () => (await viewer.watch(1_000)).advancedMillis, { timeout: 40_000 }).toBeGreaterThan(500);
  await viewer.page.getByRole('button', { name: 'ライブに戻る' }).click({ timeout: 40_000 });
  await expect.poll(async () => (await viewer.debug()).where).toBe('live');
  await expect.poll(async () => (await viewer.debug()).latencyMillis ?? Infinity, { timeout: 60_000 }).toBeLessThanOrEqual(LATENCY_MILLIS_MAX);
  await viewer.close();
});

test('a break of the publisher is played through, without a reload', async ({ browser }) => {
  const producer = await Producer.open(browser);
  const viewer = await Viewer.open(browser);
  await viewer.waitForPicture();
  await producer.cutPublisher();
  const { advancedMillis, states, samePage } = await viewer.watch(BREAK_WATCHED_MILLIS);
  expect(samePage).toBe(true);
  expect([...states]).not.toContain('nothing');
  expect(advancedMillis).toBeGreaterThan(BREAK_WATCHED_MILLIS - 5_000);
  await Promise.all([viewer.close(), producer.close()]);
});
