import { describe, expect, it, vi } from 'vitest';
import { Drafts } from '../../src/checkout/draft';
import { pollMillis, screenOf } from '../../src/checkout/flow';
import { holdLeft, ServerTime, spokenMark } from '../../src/checkout/hold';
import { Purchase } from '../../src/checkout/purchase';
import { EMPTY_BUYER } from '../../src/checkout/rules';
import { changesSince, seenOf } from '../../src/checkout/seen';
import type { Checkout } from '../../src/protocol/buying';
import { readCheckout } from '../../src/protocol/read-checkout';
import { ApiError, type request, type RequestOptions } from '../../src/ui/api';

const BOTH = { ja: '', en: '' };
const CHECKOUT: Checkout = readCheckout({
  id: 'c1',
  show: 'demo',
  state: 'open',
  expiresAt: 300_000,
  now: 0,
  lines: [
    { sku: 's', product: 'p', name: '', nameEn: '', variant: '', variantEn: '', image: '', unitPrice: 1000, quantity: 2, taxRate: 10, total: 2000 },
  ],
  subtotal: 2000,
  shipping: 600,
  total: 2600,
  taxes: [],
  buyer: null,
  payment: null,
  kept: false,
  confirmation: null,
  order: null,
});
const READY: Checkout = {
  ...CHECKOUT,
  buyer: { familyName: '山本', givenName: '花', familyKana: 'ヤマモト', givenKana: 'ハナ', email: 'a@b.jp', phone: '0312345678', address: { postal: '150-0001', prefecture: '東京都', city: '渋谷区', line1: '1', line2: '' } },
  payment: { brand: 'Visa', last4: '4242' },
  confirmation: { quantity: BOTH, price: BOTH, payment: BOTH, delivery: BOTH, cancellation: BOTH, period: BOTH },
};

describe('which screen is shown', () => {
  it('is the form for a newcomer and the confirmation for whom we know', () => {
    expect(screenOf(CHECKOUT, false, 0)).toBe('form');
    expect(screenOf(READY, false, 0)).toBe('confirmation');
  });
  it('is the form again for whom wants to change something', () => expect(screenOf(READY, true, 0)).toBe('form'));
  it('is over when the hold is over, by the server’s clock', () => {
    expect(screenOf(READY, false, 299_999)).toBe('confirmation');
    expect(screenOf(READY, false, 300_000)).toBe('expired');
  });
  it('stays with an order, however late it is', () => {
    const order = { token: 't', number: 'N-1', state: 'pending' as const };
    expect(screenOf({ ...READY, state: 'ordered', order }, false, 900_000)).toBe('settling');
    expect(screenOf({ ...READY, state: 'ordered', order: { ...order, state: 'accepted' } }, false, 900_000)).toBe('done');
    expect(screenOf({ ...READY, state: 'ordered', order: { ...order, state: 'cancelled' } }, false, 0)).toBe('refused');
    expect(screenOf({ ...READY, state: 'ordered', order: { ...order, state: 'awaiting_cash' } }, false, 0)).toBe('slip');
    expect(screenOf({ ...READY, state: 'ordered', order: { ...order, state: 'paid_short' } }, false, 0)).toBe('short');
    const next = { kind: 'challenge' as const, url: '/sim/3ds/1' };
    expect(screenOf({ ...READY, state: 'ordered', order: { ...order, state: 'placed' }, next }, false, 0)).toBe('paying');
  });
  it('is the confirmation once more when the payment came to nothing and the goods are still held', () => {
    expect(screenOf({ ...READY, order: { token: 't', number: 'N-1', state: 'cancelled' } }, false, 0)).toBe('confirmation');
  });
  it('asks for the payment less and less often', () => {
    expect(pollMillis(0)).toBe(1_000);
    expect(pollMillis(100)).toBe(5_000);
  });
});

describe('what was seen is what may be ordered', () => {
  const sure = { ...READY, termsHash: 'h1' };
  it('says nothing while it is the same', () => expect(changesSince(seenOf(sure), { ...sure, now: 9 })).toEqual([]));
  it('names the price, the coupon, the number and the terms', () => {
    const seen = seenOf(sure);
    expect(changesSince(seen, { ...sure, total: 2800, termsHash: 'h2' })).toEqual(['price']);
    expect(changesSince(seen, { ...sure, total: 2800, coupon: { code: 'SUZU', applied: true } })).toEqual(['coupon']);
    expect(changesSince(seen, { ...sure, total: 1300, lines: [{ ...sure.lines[0]!, quantity: 1 }] })).toEqual(['stock']);
    expect(changesSince(seen, { ...sure, termsHash: 'h2' })).toEqual(['terms']);
  });
  it('believes the server about what came before the first look, until it is acknowledged', () => {
    const moved = { ...sure, changed: ['price' as const] };
    expect(changesSince(undefined, moved)).toEqual(['price']);
    expect(changesSince(seenOf(moved), moved)).toEqual([]);
  });
});

describe('the hold', () => {
  it('counts by the server’s clock, the shortest round trip knowing best', () => {
    let local = 1_000;
    const time = new ServerTime(() => local);
    local = 1_100;
    time.learn(50_050, 1_000);
    expect(time.now()).toBe(50_100);
    local = 3_100;
    time.learn(99_999, 1_100);
    expect(time.now()).toBe(52_100);
  });
  it('hurries in its last minute and never goes below nothing', () => {
    expect(holdLeft(100_000, 40_001)).toEqual({ millis: 59_999, over: false, hurry: true });
    expect(holdLeft(100_000, 200_000)).toEqual({ millis: 0, over: true, hurry: true });
  });
  it('is said aloud at its marks, not every second', () => {
    expect(spokenMark(60_100, 59_900)).toBe(60_000);
    expect(spokenMark(59_900, 59_650)).toBeUndefined();
    expect(spokenMark(300, 0)).toBeUndefined();
  });
});

function box(): Storage {
  const kept = new Map<string, string>();
  return {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value),
    removeItem: (name: string) => void kept.delete(name),
  } as unknown as Storage;
}

describe('what is typed survives', () => {
  it('a reload', () => {
    const storage = box();
    new Drafts(() => storage).keepBuyer({ ...EMPTY_BUYER, givenName: '花' });
    expect(new Drafts(() => storage).buyer()?.givenName).toBe('花');
  });
  it('a browser that refuses storage, for as long as the page', () => {
    const drafts = new Drafts(() => {
      throw new Error('refused');
    });
    drafts.keepBuyer({ ...EMPTY_BUYER, givenName: '花' });
    expect(drafts.buyer()?.givenName).toBe('花');
    expect(drafts.orderKey('c', () => 'k1')).toBe(drafts.orderKey('c', () => 'k2'));
  });
  it('what somebody else left in its place', () => {
    const storage = box();
    storage.setItem('nigiwai.buyer', '{"name":7,"city":"渋谷区"');
    expect(new Drafts(() => storage).buyer()).toBeUndefined();
  });
});

type Answer = unknown;
function purchase(answers: Record<string, () => Answer>, storage = box()): { purchase: Purchase; keys: string[]; bodies: unknown[] } {
  const keys: string[] = [];
  const bodies: unknown[] = [];
  const send = vi.fn((method: string, path: string, options?: RequestOptions) => {
    if (options?.key) keys.push(options.key);
    if (options?.body) bodies.push(options.body);
    const answer = answers[`${method} ${path}`];
    if (!answer) throw new Error(`${method} ${path}`);
    return Promise.resolve().then(answer);
  }) as unknown as typeof request;
  return { purchase: new Purchase('c1', new Drafts(() => storage), send), keys, bodies };
}
const refuse = (status: number, code: string) => () => {
  throw new ApiError(status, code, '断', 'no', false);
};
const GET = 'GET /api/checkouts/c1';
const ORDER = 'POST /api/checkouts/c1/order';

describe('placing the order', () => {
  it('uses one key for a press, its repetition and a reload', async () => {
    const storage = box();
    const lost = { [GET]: () => READY, [ORDER]: refuse(0, 'timeout') };
    const first = purchase(lost, storage);
    await first.purchase.load();
    expect((await first.purchase.place(false)).kind).toBe('unsure');
    await first.purchase.place(false);
    const second = purchase(lost, storage);
    await second.purchase.load();
    await second.purchase.place(false);
    expect(new Set([...first.keys, ...second.keys]).size).toBe(1);
  });

  it('is a new intention after the card was declined', async () => {
    const { purchase: mine, keys } = purchase({ [GET]: () => READY, [ORDER]: refuse(402, 'card_declined') });
    await mine.load();
    expect(await mine.place(false)).toEqual({ kind: 'declined', words: '断' });
    await mine.place(false);
    expect(new Set(keys).size).toBe(2);
  });

  it('says what total was seen, and looks again when it changed', async () => {
    let total = 2600;
    const { purchase: mine, bodies } = purchase({ [GET]: () => ({ ...READY, total }), [ORDER]: refuse(409, 'total_changed') });
    await mine.load();
    total = 2800;
    expect(await mine.place(false)).toEqual({ kind: 'changed' });
    expect(bodies).toEqual([{ expectedTotal: 2600 }]);
    expect(mine.checkout?.total).toBe(2800);
  });

  it('finds the order whose answer was lost', async () => {
    let order: Checkout['order'] = null;
    const { purchase: mine } = purchase({ [GET]: () => ({ ...READY, state: order ? 'ordered' : 'open', order }), [ORDER]: refuse(0, 'offline') });
    await mine.load();
    order = { token: 't', number: 'N-1', state: 'accepted' };
    expect(await mine.place(false)).toEqual({ kind: 'ordered' });
  });

  it('is over with the hold', async () => {
    const { purchase: mine } = purchase({ [GET]: () => READY, [ORDER]: refuse(410, 'hold_expired') });
    await mine.load();
    expect(await mine.place(false)).toEqual({ kind: 'expired' });
    expect(mine.checkout?.state).toBe('expired');
  });

  it('sends the buyer without a card token when the card stays', async () => {
    const { purchase: mine, bodies } = purchase({ 'PUT /api/checkouts/c1/buyer': () => READY });
    await mine.saveBuyer({ ...EMPTY_BUYER, givenName: ' 花 ', postal: '１５００００１' }, undefined, true);
    expect(bodies[0]).toMatchObject({ givenName: '花', address: { postal: '150-0001' }, keep: true });
    expect(bodies[0]).not.toHaveProperty('cardToken');
  });
});
