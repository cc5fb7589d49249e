import { page } from 'vitest/browser';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FakeSocket, fakeServer, Refused, type FakeServer } from './fake-server';
import { expectAccessible, type, until } from './look';
import '../../src/ui/base.css';
import { setLanguage } from '../../src/ui/i18n';
import '../../src/control/nw-control';

const show = decodeURIComponent(location.pathname.replace(/\/+$/, '').split('/').pop() ?? '');
const api = `/api/shows/${encodeURIComponent(show)}`;
const product = (id: string, name: string) => ({
  id, name, nameEn: `${name} (en)`, description: '', descriptionEn: '', images: [], taxRate: 10, state: 'on_sale', perBuyer: 2,
  variants: [{ sku: `${id}-1`, name: '白', nameEn: 'White', price: 1000, left: 4, of: 10, onHand: 5, held: 1, sold: 5 }],
});
const state = (pins: string[] = []) => ({
  pins: { sv: 1 + pins.length, pins: pins.map((p) => ({ p, s: 0 })) },
  stream: { sv: 1, status: 'break' },
  'stock:teapot-1': { sv: 1, sku: 'teapot-1', p: 'teapot', left: 4, of: 10 },
});
const comment = (o: number, text: string) => ({ o, at: Date.now(), s: 0, t: 'comment', by: { k: 'viewer', id: 'v' }, eid: `c_${o}`, n: 'はな', x: text, b: 'none' });

describe('the console', () => {
  let server: FakeServer;
  let root: HTMLElement;
  const RealSocket = window.WebSocket;
  const inside = (tag: string): ShadowRoot | null | undefined => root.shadowRoot?.querySelector(tag)?.shadowRoot;
  const find = <T extends HTMLElement>(tag: string, selector: string): Promise<T> => until(() => inside(tag)?.querySelector<T>(selector));
  const stage = (): FakeSocket => FakeSocket.all.find((socket) => socket.sent.some((frame) => frame.log === 'stage'))!;
  const press = (key: string): boolean => window.dispatchEvent(new KeyboardEvent('keydown', { key, cancelable: true }));

  beforeEach(async () => {
    await page.viewport(1280, 800);
    document.documentElement.dataset.theme = 'dark';
    FakeSocket.all = [];
    FakeSocket.silent = false;
    FakeSocket.welcome = (log) => ({
      show, log, you: { id: 's_1', name: '運営', role: 'staff', named: true }, now: Date.now(), ep: 'e', off: log === 'stage' ? 2 : 0, rec: false,
      ev: log === 'stage' ? [comment(1, 'こんにちは'), comment(2, 'かわいい')] : [], st: log === 'stage' ? state() : {}, v: 1284,
    });
    window.WebSocket = FakeSocket as unknown as typeof WebSocket;
    server = fakeServer({
      'GET /api/me': () => ({ account: { id: 's_1', name: '高橋', roles: ['owner'] } }),
      [`GET ${api}`]: () => ({ id: show, title: '秋の市', titleEn: 'Autumn market', presenter: '', description: '', pr: false, status: 'break', hls: '', now: Date.now(), shop: { name: '', legalUrl: '/legal' } }),
      [`GET ${api}/control`]: () => ({
        products: [product('teapot', '急須'), product('knife', '包丁')], pins: [],
        rundown: [{ position: 1, product: 'teapot', note: '注ぐ', noteEn: 'Pour' }, { position: 2, product: 'knife', note: '切る', noteEn: 'Cut' }],
        orders: { count: 1, total: 7400 },
      }),
      [`GET ${api}/orders`]: () => ({
        orders: [{ id: 'o1', number: 'N-1', state: 'accepted', placedAt: Date.now(), buyer: '山本 花', total: 7400, lines: [{ name: '急須', nameEn: 'Teapot', variant: '白', variantEn: 'White', quantity: 1 }] }],
        next: null,
      }),
      [`PUT ${api}/pins/teapot`]: () => ({ pins: [] }),
      [`DELETE ${api}/pins/teapot`]: () => ({ pins: [] }),
      [`DELETE ${api}/comments/c_1`]: () => undefined,
      [`POST ${api}/stock/teapot-1`]: () => ({ onHand: 8, held: 1, left: 7 }),
    });
    root = document.createElement('nw-control');
    document.body.append(root);
    await find('nw-goods', '.pin');
    await until(() => inside('nw-talk')?.textContent?.includes('かわいい'));
  });

  afterEach(async () => {
    root.remove();
    server.close();
    window.WebSocket = RealSocket;
    delete document.documentElement.dataset.theme;
    await setLanguage('ja');
  });

  it('is accessible, in both languages', async () => {
    await until(() => inside('nw-order-feed')?.textContent?.includes('N-1'));
    await expectAccessible();
    await setLanguage('en');
    await until(() => inside('nw-rundown')?.textContent?.includes('Rundown'));
    await expectAccessible();
  });

  it('pins once for a double press, and offers the way back', async () => {
    const pin = await find<HTMLButtonElement>('nw-goods', '.pin');
    pin.click();
    pin.click();
    const undo = await find<HTMLButtonElement>('nw-undo', '.button-plain');
    expect(server.asked.filter((one) => one.startsWith('PUT'))).toHaveLength(1);
    stage().tell({ f: 'b', ep: 'e', st: state(['teapot']), now: Date.now() });
    await until(() => inside('nw-goods')?.querySelector('.pin[aria-pressed=true]'));
    await expectAccessible();
    undo.click();
    await until(() => server.asked.includes(`DELETE ${api}/pins/teapot`));
  });

  it('says in words why a pin was refused', async () => {
    server.on(`PUT ${api}/pins/teapot`, () => new Refused(409, 'too_many_pins'));
    (await find<HTMLButtonElement>('nw-goods', '.pin')).click();
    await until(() => inside('nw-undo')?.querySelector('[role=alert]')?.textContent?.includes('断：too_many_pins'));
    expect((await find<HTMLButtonElement>('nw-goods', '.pin')).getAttribute('aria-pressed')).toBe('false');
  });

  it('takes a number key for a pin, but not where someone types', async () => {
    const own = await find<HTMLInputElement>('nw-talk', '#own');
    own.focus();
    press('1');
    own.blur();
    expect(server.asked.some((one) => one.startsWith('PUT'))).toBe(false);
    press('1');
    await until(() => server.asked.includes(`PUT ${api}/pins/teapot`));
  });

  it('removes a comment with the second press, at once from sight', async () => {
    const remove = await find<HTMLButtonElement>('nw-talk', '.remove');
    remove.click();
    await until(() => remove.classList.contains('armed'));
    expect(server.asked.some((one) => one.includes('/comments/'))).toBe(false);
    await expectAccessible();
    remove.click();
    await until(() => !inside('nw-talk')?.textContent?.includes('こんにちは'));
    await until(() => server.asked.includes(`DELETE ${api}/comments/c_1`));
  });

  it('gives a removed comment back within ten seconds', async () => {
    server.on(`POST ${api}/comments/c_1/restore`, () => undefined);
    const remove = await find<HTMLButtonElement>('nw-talk', '.remove');
    remove.click();
    await until(() => remove.classList.contains('armed'));
    remove.click();
    await until(() => inside('nw-undo')?.textContent?.includes('コメントを削除しました'));
    stage().tell({ f: 'b', ep: 'e', from: 3, to: 3, ev: [{ o: 3, at: 1, s: 1, t: 'comment_deleted', eid: 'c_1' }], now: Date.now() });
    press('z');
    await until(() => server.asked.includes(`POST ${api}/comments/c_1/restore`));
    stage().tell({ f: 'b', ep: 'e', from: 4, to: 4, ev: [{ o: 4, at: 1, s: 1, t: 'comment_restored', eid: 'c_1', n: 'はな', x: 'こんにちは', b: 'none' }], now: Date.now() });
    await until(() => inside('nw-talk')?.textContent?.includes('こんにちは'));
  });

  it('brings what waits and what is asked to the tabs, and decides by keys', async () => {
    server.on(`POST ${api}/held/c_9`, () => undefined);
    const backstage = FakeSocket.all.find((socket) => socket.sent.some((frame) => frame.log === 'backstage'))!;
    backstage.tell({ f: 'b', ep: 'e', from: 1, to: 1, ev: [{ o: 1, at: 1, s: 1, t: 'comment_held', by: { k: 'viewer', id: 'v_9' }, eid: 'c_9', n: 'けん', x: '確認お願いします', why: 'mode' }], now: Date.now() });
    press('h');
    await until(() => inside('nw-talk')?.querySelector('nw-held')?.shadowRoot?.textContent?.includes('確認お願いします'));
    await expectAccessible();
    press('y');
    await until(() => server.asked.includes(`POST ${api}/held/c_9`));
    await until(() => inside('nw-talk')?.querySelector('nw-held')?.shadowRoot?.textContent?.includes('待っているコメントはありません'));
    server.on(`GET ${api}/questions`, () => ({ questions: [{ eid: 'c_2', who: 'v', n: 'はな', x: '白もありますか', at: 1, votes: 2, status: 'new', members: [] }] }));
    server.on(`POST ${api}/questions/c_2/answer`, () => undefined);
    stage().tell({ f: 'b', ep: 'e', from: 3, to: 3, ev: [{ o: 3, at: 1, s: 1, t: 'question', eid: 'c_2' }], now: Date.now() });
    press('q');
    await until(() => inside('nw-talk')?.querySelector('nw-question-queue')?.shadowRoot?.textContent?.includes('白もありますか'));
    press('a');
    press('a');
    await until(() => server.asked.includes(`POST ${api}/questions/c_2/answer`));
  });

  it('brings a comment back that could not be removed', async () => {
    server.on(`DELETE ${api}/comments/c_1`, () => new Refused(503, 'unavailable'));
    const remove = await find<HTMLButtonElement>('nw-talk', '.remove');
    remove.click();
    await until(() => remove.classList.contains('armed'));
    remove.click();
    await until(() => inside('nw-undo')?.textContent?.includes('断：unavailable'));
    await until(() => inside('nw-talk')?.textContent?.includes('こんにちは'));
  });

  it('moves stock once per opened dialog, naming the old and the new number', async () => {
    (await find<HTMLButtonElement>('nw-goods', 'td .move')).click();
    type(await find<HTMLInputElement>('nw-movement', '#pieces'), '３');
    const submit = await until(() => [...(inside('nw-movement')?.querySelectorAll('button') ?? [])].find((one) => one.textContent?.includes('5 → 8')));
    await expectAccessible();
    submit.click();
    submit.click();
    await until(() => inside('nw-movement')?.querySelector('dialog')?.open === false);
    expect(server.asked.filter((one) => one.includes('/stock/'))).toHaveLength(1);
    expect(server.keys).toHaveLength(1);
  });

  it('speaks to the viewers through the stage', async () => {
    type(await find<HTMLInputElement>('nw-talk', '#own'), 'ただいま在庫を追加しました');
    const send = await until(() => inside('nw-talk')?.querySelector<HTMLButtonElement>('.send:not([disabled])'));
    send.click();
    await until(() => stage().sent.some((frame) => frame.c === 'say' && frame.x === 'ただいま在庫を追加しました'));
    await until(() => inside('nw-talk')?.querySelector<HTMLInputElement>('#own')?.value === '');
  });

  it('reads the orders again when one comes in', async () => {
    const before = server.asked.filter((one) => one.endsWith('/orders')).length;
    const backstage = FakeSocket.all.find((socket) => socket.sent.some((frame) => frame.log === 'backstage'))!;
    backstage.tell({ f: 'b', ep: 'e', from: 1, to: 1, ev: [{ o: 1, at: 1, s: 1, t: 'order_placed', order: 'o2', number: 'N-2', lines: [], total: 100 }], now: Date.now() });
    await until(() => server.asked.filter((one) => one.endsWith('/orders')).length > before);
  });

  it('says that what it shows is old when the connection is lost', async () => {
    FakeSocket.silent = true;
    stage().onclose?.({ code: 1006 });
    await until(() => root.shadowRoot?.querySelector('.lost')?.textContent?.includes('接続が切れています'));
    await expectAccessible();
  });
});
