import { expect, test } from 'playwright/test';
import { Viewer } from './people';

test('who gets no WebSocket through watches and talks all the same', async ({ browser }) => {
  const cutOff = await Viewer.open(browser, undefined, async (page) => {
    await page.routeWebSocket(/\/live$/, (socket) => socket.close({ code: 1006 }));
  });
  const neighbour = await Viewer.open(browser);

  // Three sockets fail first, with growing pauses; then the same frames come as events.
  await neighbour.say('聞こえますか');
  await expect(cutOff.comment('聞こえますか')).toHaveCount(1, { timeout: 30_000 });
  await cutOff.say('聞こえています');
  await expect(neighbour.comment('聞こえています')).toHaveCount(1);
  await expect(cutOff.comment('聞こえています')).toHaveCount(1);

  await Promise.all([cutOff.close(), neighbour.close()]);
});
