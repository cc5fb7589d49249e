import { page } from 'vitest/browser';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FakeSocket, fakeServer, Refused, type FakeServer } from './fake-server';
import { expectAccessible, until } from './look';
import '../../src/ui/base.css';
import { setLanguage } from '../../src/ui/i18n';
import type { HealthReport } from '../../src/health/health';
import '../../src/studio/nw-studio';

const show = decodeURIComponent(location.pathname.replace(/\/+$/, '').split('/').pop() ?? '');
const api = `/api/shows/${encodeURIComponent(show)}`;
const keyFrames = {
  code: 'key_frames_too_far', level: 'warn', value: 8.3,
  ja: 'キーフレーム間隔が8.3秒です。OBSの「設定」→「出力」→「キーフレーム間隔」を2秒にしてください。',
  en: 'The key-frame interval is 8.3 s. In OBS, set Settings > Output > Keyframe Interval to 2 s.',
} as const;
const mono = { code: 'mono', level: 'info', value: 1, ja: '音声がモノラルです。', en: 'The sound is mono.' } as const;

function report(more: Partial<HealthReport> = {}): HealthReport {
  return {
    at: Date.now(), connected: true, rehearsal: false, light: 'good', summary: { ja: '配信は良好です。', en: 'The stream is fine.' }, advice: [],
    publisher: { encoder: 'obs-output module', backup: false, uptimeMillis: 754_000, takeovers: 0 },
    video: { width: 720, height: 1280, framesPerSecondStated: 30, framesPerSecond: 29.97, kilobits: 2486, keyFrameIntervalMillis: 2000 },
    sound: { sampleRate: 48_000, channels: 2, kilobits: 160, offsetMillis: -12, heard: { momentary: -18, shortTerm: -18.4, recent: -18.4, integrated: -18, recentTruePeak: -3 } },
    network: { jitterMillis: 4, behindMillis: 0, gapMillis: 40 },
    encoder: { speed: null, lagMillis: 30, droppedNow: 0, suspended: [] },
    ...more,
  };
}
const warned = report({ light: 'warn', summary: { ja: keyFrames.ja, en: keyFrames.en }, advice: [keyFrames, mono] });
const nobody = report({ connected: false, light: 'off', summary: { ja: 'まだ配信が届いていません。', en: 'No stream has arrived yet.' }, publisher: null, video: null, sound: null });
const product = (id: string, name: string) => ({
  id, name, nameEn: `${name} (en)`, description: '', descriptionEn: '', images: [], taxRate: 10, state: 'on_sale', perBuyer: 2,
  variants: [{ sku: `${id}-1`, name: '白', nameEn: 'White', price: 1000, left: 4, of: 10, onHand: 5, held: 1, sold: 5 }],
});
const comment = (o: number, text: string) => ({ o, at: Date.now(), s: 0, t: 'comment', by: { k: 'viewer', id: 'v' }, eid: `c_${o}`, n: 'はな', x: text, b: 'none' });

describe('the studio', () => {
  let server: FakeServer;
  let root: HTMLElement;
  let health: HealthReport;
  let roles: string[];
  let stream: string;
  const RealSocket = window.WebSocket;
  const RealEvents = window.EventSource;
  const inside = (tag: string): ShadowRoot | null | undefined => root.shadowRoot?.querySelector(tag)?.shadowRoot;
  const stage = (): FakeSocket => FakeSocket.all[0]!;

  /** Refused events: the page asks instead. */
  class NoEvents extends EventTarget {
    static readonly CLOSED = 2;
    readonly readyState = 2;
    constructor() {
      super();
      queueMicrotask(() => this.dispatchEvent(new Event('error')));
    }
    close(): void {}
  }

  async function open(): Promise<void> {
    root = document.createElement('nw-studio');
    document.body.append(root);
    await until(() => root.shadowRoot?.querySelector('main'));
  }

  beforeEach(async () => {
    await page.viewport(1280, 800);
    document.documentElement.dataset.theme = 'dark';
    FakeSocket.all = [];
    FakeSocket.silent = false;
    health = report();
    roles = ['presenter'];
    stream = 'live';
    FakeSocket.welcome = (log) => ({
      show, log, you: { id: 's_1', name: '佐藤', role: 'staff', named: true }, now: Date.now(), ep: 'e', off: 2, rec: false,
      ev: [comment(1, 'こんにちは'), comment(2, '白もありますか？')],
      st: { pins: { sv: 1, pins: [{ p: 'teapot', s: 0 }] }, stream: { sv: 1, status: stream }, 'stock:knife-1': { sv: 1, sku: 'knife-1', p: 'knife', left: 3, of: 10 } },
      v: 1284,
    });
    window.WebSocket = FakeSocket as unknown as typeof WebSocket;
    window.EventSource = NoEvents as unknown as typeof EventSource;
    server = fakeServer({
      'GET /api/me': () => ({ account: { id: 's_1', name: '佐藤', roles } }),
      [`GET ${api}`]: () => ({ id: show, title: '秋の市', titleEn: 'Autumn market', presenter: '', description: '', pr: false, status: stream, hls: '', now: Date.now(), shop: { name: '', legalUrl: '/legal' } }),
      [`GET ${api}/control`]: () => ({
        products: [product('teapot', '急須'), product('knife', '包丁')], pins: [{ product: 'teapot', showAt: 0 }],
        rundown: [{ position: 1, product: 'teapot', note: '注ぐ', noteEn: 'Pour' }, { position: 2, product: 'knife', note: '切ってみせる', noteEn: 'Cut' }],
        orders: { count: 1, total: 7400 },
      }),
      [`GET ${api}/stream/health`]: () => health,
      [`GET ${api}/rehearsal`]: () => ({ on: false }),
      [`PUT ${api}/rehearsal`]: (body) => body,
      [`GET ${api}/stream-key`]: () => ({ url: 'rtmp://127.0.0.1/live', key: 'demo_secret' }),
    });
  });

  afterEach(async () => {
    root.remove();
    server.close();
    window.WebSocket = RealSocket;
    window.EventSource = RealEvents;
    delete document.documentElement.dataset.theme;
    await setLanguage('ja');
  });

  it('shows the next cue, the newest comments and the light, accessibly and in both languages', async () => {
    await open();
    await until(() => inside('nw-next-cue')?.querySelector('.name')?.textContent === '包丁');
    expect(inside('nw-next-cue')?.textContent).toContain('切ってみせる');
    await until(() => inside('nw-next-cue')?.querySelector('nw-stock')?.shadowRoot?.textContent?.includes('残り3点'));
    await until(() => inside('nw-voices')?.textContent?.includes('白もありますか'));
    await until(() => inside('nw-stream-health')?.textContent?.includes('配信は良好です'));
    await expectAccessible();
    await setLanguage('en');
    await until(() => inside('nw-stream-health')?.textContent?.includes('The stream is fine'));
    await expectAccessible();
  });

  it('says what is wrong and what to change, with the figures on demand', async () => {
    health = warned;
    await open();
    await until(() => inside('nw-stream-health')?.querySelector('.sentence')?.textContent?.includes('キーフレーム間隔が8.3秒'));
    expect(inside('nw-stream-health')?.querySelector('h2')?.textContent).toContain('注意');
    expect(inside('nw-stream-health')?.querySelector('dl')).toBeNull();
    inside('nw-stream-health')?.querySelector<HTMLButtonElement>('.more')?.click();
    await until(() => inside('nw-stream-health')?.querySelector('dl')?.textContent?.includes('2,486'));
    expect(inside('nw-stream-health')?.querySelector('.advice')?.textContent).toContain('モノラル');
    expect(inside('nw-stream-health')?.querySelector('.advice')?.textContent).not.toContain('8.3');
    await expectAccessible();
  });

  it('speaks a change of the light once, not each second', async () => {
    await open();
    const region = await until(() => document.querySelector('[role=status].visually-hidden'));
    await until(() => region.textContent?.includes('良好'));
    const said: string[] = [];
    new MutationObserver(() => said.push(region.textContent ?? '')).observe(region, { childList: true, characterData: true, subtree: true });
    health = warned;
    await until(() => said.some((words) => words.includes('注意')));
    health = { ...warned, at: warned.at + 1 };
    await until(() => server.asked.filter((one) => one.endsWith('/stream/health')).length > 4);
    expect(said.filter((words) => words.includes('注意'))).toHaveLength(1);
  });

  it('listens to events where they come, without asking', async () => {
    class Events extends EventTarget {
      static readonly CLOSED = 2;
      readonly readyState = 1;
      constructor(readonly url: string) {
        super();
        queueMicrotask(() => this.dispatchEvent(new MessageEvent('health', { data: JSON.stringify(warned) })));
      }
      close(): void {}
    }
    window.EventSource = Events as unknown as typeof EventSource;
    await open();
    await until(() => inside('nw-stream-health')?.textContent?.includes('8.3'));
    expect(server.asked.some((one) => one.endsWith('/stream/health'))).toBe(false);
  });

  it('tells how to connect, and asks for the key only when it is wanted', async () => {
    stream = 'waiting';
    health = nobody;
    await open();
    await until(() => inside('nw-connect')?.textContent?.includes('OBSをつないで'));
    await expectAccessible();
    expect(server.asked.some((one) => one.endsWith('/stream-key'))).toBe(false);
    inside('nw-connect')?.querySelector<HTMLButtonElement>('.fields .button')?.click();
    const key = await until(() => inside('nw-connect')?.querySelector<HTMLInputElement>('#connect-key'));
    expect(key.type).toBe('password');
    expect(key.value).toBe('demo_secret');
    await expectAccessible();
  });

  it('rehearses where viewers do not see it', async () => {
    stream = 'waiting';
    health = nobody;
    await open();
    const toggle = await until(() => inside('nw-connect')?.querySelector<HTMLButtonElement>('[role=switch]'));
    expect(inside('nw-connect')?.textContent).toContain('数秒で視聴者に届きます');
    toggle.click();
    await until(() => inside('nw-connect')?.textContent?.includes('視聴者には映りません'));
    expect(toggle.getAttribute('aria-checked')).toBe('true');
    await expectAccessible();
    health = report({ rehearsal: true });
    await until(() => inside('nw-studio-head')?.querySelector('.lamp')?.textContent === 'リハーサル');
  });

  it('does not offer the key to a producer', async () => {
    roles = ['producer'];
    stream = 'waiting';
    health = nobody;
    await open();
    await until(() => inside('nw-connect')?.textContent?.includes('配信者とオーナー'));
    expect(inside('nw-connect')?.querySelector('.fields .button')).toBeNull();
  });

  it('goes from the settings to the show when the stream arrives', async () => {
    stream = 'waiting';
    health = nobody;
    await open();
    await until(() => inside('nw-connect'));
    health = report();
    await until(() => inside('nw-next-cue'));
  });

  it('keeps the cue and the comments while the stream is broken', async () => {
    stream = 'break';
    health = report({ connected: false, light: 'bad', summary: { ja: '配信が途切れました。', en: 'The stream broke off.' } });
    await open();
    await until(() => inside('nw-stream-health')?.textContent?.includes('要対応'));
    expect(inside('nw-next-cue')).toBeTruthy();
    expect(inside('nw-studio-head')?.querySelector('.lamp')?.textContent).toContain('途切れ');
    await expectAccessible();
  });

  it('says that the show is over', async () => {
    stream = 'ended';
    await open();
    await until(() => root.shadowRoot?.querySelector('.over')?.textContent?.includes('お疲れさまでした'));
    await expectAccessible();
  });

  it('says that what it shows is old when the connection is lost', async () => {
    await open();
    await until(() => inside('nw-next-cue'));
    FakeSocket.silent = true;
    stage().onclose?.({ code: 1006 });
    await until(() => root.shadowRoot?.querySelector('.lost')?.textContent?.includes('再接続しています'));
    await expectAccessible();
  });

  it('is not for customer service', async () => {
    roles = ['cs'];
    server.on(`GET ${api}/stream/health`, () => new Refused(403, 'not_allowed'));
    await open();
    await until(() => root.shadowRoot?.querySelector('.whole')?.textContent?.includes('別のアカウント'));
    await expectAccessible();
  });

  it('fits a phone of 320 px', async () => {
    await page.viewport(320, 568);
    health = warned;
    await open();
    await until(() => inside('nw-stream-health')?.textContent?.includes('8.3'));
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320);
    await expectAccessible();
  });

  it('shows the question most want answered, and marks it with the second press', async () => {
    await open();
    server.on(`POST ${api}/questions/c_2/answer`, () => undefined);
    await until(() => inside('nw-voices'));
    FakeSocket.all[0]?.tell({ f: 'b', ep: 'e', st: { questions: { sv: 3, open: 4, top: [{ eid: 'c_2', n: 'はな', x: '白もありますか？', votes: 7 }] } }, now: Date.now() });
    await until(() => inside('nw-asked')?.textContent?.includes('7人が知りたい'));
    await expectAccessible();
    const press = (): void => inside('nw-asked')?.querySelector('button')?.click();
    press();
    await until(() => inside('nw-asked')?.querySelector('.sure'));
    expect(server.asked.some((one) => one.endsWith('/answer'))).toBe(false);
    press();
    await until(() => server.asked.includes(`POST ${api}/questions/c_2/answer`));
  });
});
