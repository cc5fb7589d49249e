import { type Browser, type BrowserContext, type FrameLocator, type Page, expect } from 'playwright/test';
import { type Ready, ready } from './server';

export interface ShownPin {
  readonly p: string;
  readonly showAt: number;
  readonly mediaTimeShown: number | null;
  readonly mediaTimeArrived: number | null;
  readonly arrivedAt: number;
  readonly shownAt: number;
}

interface Debug {
  readonly pins: readonly ShownPin[];
  readonly mediaTime: number | null;
  readonly latencyMillis: number | null;
  readonly player: string;
  readonly where: string | null;
  readonly rung: string | null;
}

/** Runs in the page: the video element, wherever in the shadow trees it is. */
export function findVideo(): HTMLVideoElement | null {
  const search = (root: Document | ShadowRoot): HTMLVideoElement | null => {
    for (const element of root.querySelectorAll('*')) {
      if (element instanceof HTMLVideoElement) return element;
      if (element.shadowRoot) {
        const found = search(element.shadowRoot);
        if (found) return found;
      }
    }
    return null;
  };
  return search(document);
}

/** Someone who watches the show in a browser of their own. */
export class Viewer {
  private constructor(
    readonly page: Page,
    readonly context: BrowserContext,
    readonly server: Ready,
  ) {}

  /** `prepare` sees the page before it is opened. */
  static async open(
    browser: Browser,
    viewport = { width: 390, height: 844 },
    prepare: (page: Page) => Promise<void> = async () => {},
  ): Promise<Viewer> {
    const context = await browser.newContext({ viewport });
    const page = await context.newPage();
    await prepare(page);
    const viewer = new Viewer(page, context, ready());
    await page.addInitScript(`window.findVideo = ${findVideo.toString()}`);
    await page.goto(`${viewer.server.http}/watch/${viewer.server.show}`);
    return viewer;
  }

  async waitForPicture(): Promise<void> {
    await this.page.waitForFunction(
      () => {
        const video = (window as unknown as { findVideo: typeof findVideo }).findVideo();
        return video !== null && video.videoWidth > 0 && !video.paused && video.currentTime > 0;
      },
      undefined,
      { timeout: 60_000 },
    );
  }

  /** A coarse fingerprint of the picture on screen. */
  picture(): Promise<number[]> {
    return this.page.evaluate(() => {
      const video = (window as unknown as { findVideo: typeof findVideo }).findVideo();
      const canvas = document.createElement('canvas');
      canvas.width = 48;
      canvas.height = 48;
      const pen = canvas.getContext('2d');
      if (!video || !pen) throw new Error('no picture');
      pen.drawImage(video, 0, 0, 48, 48);
      return [...pen.getImageData(0, 0, 48, 48).data];
    });
  }

  debug(): Promise<Debug> {
    return this.page.evaluate(() => {
      const debug = (window as unknown as { __nigiwai: Debug }).__nigiwai;
      const { mediaTime, latencyMillis, player, where, rung } = debug;
      return { pins: [...debug.pins], mediaTime, latencyMillis, player, where, rung };
    });
  }

  /** Watches for a while: how far the picture came, and whether it is still the same page. */
  async watch(millis: number): Promise<{ readonly advancedMillis: number; readonly states: ReadonlySet<string>; readonly samePage: boolean }> {
    await this.page.evaluate(() => Object.assign(window, { stillHere: true }));
    const from = (await this.debug()).mediaTime ?? 0;
    const states = new Set<string>();
    const until = Date.now() + millis;
    while (Date.now() < until) {
      states.add((await this.debug()).player);
      await this.page.waitForTimeout(250);
    }
    const samePage = await this.page.evaluate(() => 'stillHere' in window);
    return { advancedMillis: ((await this.debug()).mediaTime ?? 0) - from, states, samePage };
  }

  /** Types as an input method does: composes, presses Enter to convert, commits, then sends. */
  async say(text: string): Promise<void> {
    const field = this.page.getByRole('textbox', { name: 'コメントを書く' });
    await field.click();
    const input = await this.context.newCDPSession(this.page);
    await input.send('Input.imeSetComposition', { text: text.slice(0, 2), selectionStart: 2, selectionEnd: 2 });
    await field.dispatchEvent('keydown', { key: 'Enter', keyCode: 229, isComposing: true, bubbles: true });
    await input.send('Input.insertText', { text });
    await expect(field).toHaveValue(text);
    await this.page.keyboard.press('Enter');
    const asGuest = this.page.getByRole('button', { name: 'ゲストで送信' });
    if (await asGuest.isVisible().catch(() => false)) await asGuest.click();
    await expect(field).toHaveValue('');
  }

  comment(text: string) {
    return this.page.getByText(text, { exact: true });
  }

  pinnedCard(name: string) {
    return this.page.locator('nw-pinned').getByText(name, { exact: true });
  }

  get checkout(): FrameLocator {
    return this.page.frameLocator('iframe[src^="/checkout/"]');
  }

  async close(): Promise<void> {
    await this.context.close();
  }
}

/** The producer at the console. */
export class Producer {
  private constructor(
    readonly page: Page,
    readonly context: BrowserContext,
    readonly server: Ready,
  ) {}

  static async open(browser: Browser): Promise<Producer> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    const server = ready();
    await page.goto(`${server.http}/control/${server.show}`);
    await page.waitForURL('**/login?**');
    await page.fill('input[name=email]', server.staff.producer.email);
    await page.fill('input[name=password]', server.staff.producer.password);
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/control/${server.show}`);
    return new Producer(page, context, server);
  }

  async unpinAll(): Promise<void> {
    for (const product of this.server.products) {
      const answer = await this.context.request.delete(this.pinUrl(product));
      expect(answer.status(), product).toBe(200);
    }
  }

  /** Pins as the console does: with the moment the producer was looking at, where given. */
  async pin(product: string, mediaAt?: number): Promise<number> {
    const answer = await this.context.request.put(this.pinUrl(product), { data: mediaAt === undefined ? {} : { mediaAt } });
    expect(answer.status()).toBe(200);
    const { pins } = (await answer.json()) as { pins: { product: string; showAt: number }[] };
    return pins.find((pin) => pin.product === product)?.showAt ?? -1;
  }

  /** The keys are changed under the publisher, which is cut and has to come again with the new one. */
  async cutPublisher(): Promise<void> {
    const { http, show, staff } = this.server;
    const presenter = await this.context.browser()?.newContext();
    const login = await presenter?.request.post(`${http}/api/login`, { data: staff.presenter });
    expect(login?.status()).toBe(200);
    const answer = await presenter?.request.post(`${http}/api/shows/${show}/stream-key/rotate`);
    expect(answer?.status()).toBe(200);
    await presenter?.close();
  }

  private pinUrl(product: string): string {
    return `${this.server.http}/api/shows/${this.server.show}/pins/${product}`;
  }

  async orders(): Promise<{ number: string; total: number }[]> {
    const answer = await this.context.request.get(`${this.server.http}/api/shows/${this.server.show}/orders`);
    return ((await answer.json()) as { orders: { number: string; total: number }[] }).orders;
  }

  async close(): Promise<void> {
    await this.context.close();
  }
}
