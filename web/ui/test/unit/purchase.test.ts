import { beforeEach, describe, expect, it } from 'vitest';
import type { Checkout } from '../../src/protocol/buying';
import { ApiError } from '../../src/ui/api';
import { checkoutMessage, Purchase, type Memory, type PurchaseDoor } from '../../src/viewer/purchase';

const checkout = (more: Partial<Checkout> = {}): Checkout =>
  ({ id: 'co1', state: 'open', expiresAt: 300_000, now: 0, lines: [{ product: 'knife' }], order: null, ...more }) as Checkout;

describe('a purchase', () => {
  let kept: string | null;
  const delays: (number | null)[] = [];
  const paused: number[] = [];
  let asked: { sku: string; key: string }[];
  let answers: (Checkout | ApiError)[];
  let read: Checkout | ApiError;
  const memory: Memory = { read: () => kept, write: (value) => (kept = value) };
  const api: PurchaseDoor = {
    openCart: (key) => api.open('demo', '', 0, key, null),
    open: (_show, sku, _quantity, key, delay) => {
      delays.push(delay);
      asked.push({ sku, key });
      const answer = answers.shift() as Checkout | ApiError;
      return answer instanceof ApiError ? Promise.reject(answer) : Promise.resolve(answer);
    },
    read: () => (read instanceof ApiError ? Promise.reject(read) : Promise.resolve(read)),
  };
  const make = (): Purchase => new Purchase('demo', memory, () => undefined, () => 2_100, api, (millis) => (paused.push(millis), Promise.resolve()));

  beforeEach(() => {
    kept = null;
    asked = [];
    answers = [checkout()];
  });

  it('opens one checkout for a double tap', async () => {
    const purchase = make();
    await Promise.all([purchase.buy('knife', 'k1'), purchase.buy('knife', 'k1')]);
    expect(asked).toHaveLength(1);
    expect(purchase.state).toMatchObject({ kind: 'checkout', id: 'co1' });
    expect(kept).toBe('co1');
  });

  it('asks again with the same key when no answer came, with a new one after a clear refusal', async () => {
    answers = [new ApiError(0, 'timeout', '', '', true), new ApiError(409, 'sold_out', 'x', 'x', false), checkout()];
    const purchase = make();
    await purchase.buy('knife', 'k1');
    await purchase.buy('knife', 'k1');
    expect(purchase.state).toMatchObject({ kind: 'refused', error: { code: 'sold_out' } });
    await purchase.buy('knife', 'k1');
    expect(asked[0]?.key).toBe(asked[1]?.key);
    expect(asked[2]?.key).not.toBe(asked[1]?.key);
  });

  it('waits in line at a crowded door, with the same key and the delay of the tap', async () => {
    answers = [new ApiError(429, 'busy', '', '', true, { retryAfterMillis: 2_000, ahead: 40 }), new ApiError(429, 'busy', '', '', true, { retryAfter: 3 }), checkout()];
    paused.length = 0;
    delays.length = 0;
    const purchase = make();
    await purchase.buy('knife', 'k1');
    expect(purchase.state).toMatchObject({ kind: 'checkout' });
    expect(new Set(asked.map(({ key }) => key)).size).toBe(1);
    expect(delays).toEqual([2_100, 2_100, 2_100]);
    expect(paused[0]).toBeGreaterThanOrEqual(2_000);
    expect(paused[1]).toBeGreaterThanOrEqual(3_000);
    expect(Math.max(...paused)).toBeLessThanOrEqual(4_500);
  });

  it('stays with the document while a slip waits to be paid', async () => {
    kept = 'co1';
    read = checkout({ state: 'ordered', order: { token: 't', number: 'N-1', state: 'awaiting_cash' } });
    const purchase = make();
    expect(await purchase.restore()).toBe(true);
    expect(purchase.state).toMatchObject({ kind: 'checkout', id: 'co1' });
  });

  it('is there again after a reload, without a second checkout', async () => {
    kept = 'co1';
    read = checkout();
    const purchase = make();
    expect(await purchase.restore()).toBe(true);
    expect(purchase.state).toMatchObject({ kind: 'checkout', id: 'co1', product: 'knife' });
    expect(asked).toHaveLength(0);
  });

  it('shows the thanks when the order was placed just before the reload', async () => {
    kept = 'co1';
    read = checkout({ state: 'ordered', order: { token: 't', number: 'N-1', state: 'accepted' } });
    const purchase = make();
    expect(await purchase.restore()).toBe(true);
    expect(purchase.state).toMatchObject({ kind: 'ordered', number: 'N-1', token: 't' });
  });

  it('forgets a checkout that is over or not ours', async () => {
    for (const answer of [checkout({ state: 'expired' }), new ApiError(404, 'not_found', '', '', false)]) {
      kept = 'co1';
      read = answer;
      expect(await make().restore()).toBe(false);
      expect(kept).toBeNull();
    }
  });

  it('ends in the thanks when the document says so', async () => {
    const purchase = make();
    await purchase.buy('knife', 'k1');
    purchase.heard({ nigiwai: 'checkout', type: 'ordered', number: 'N-2', token: 't' });
    expect(purchase.state).toMatchObject({ kind: 'ordered', number: 'N-2' });
    purchase.forget();
    expect(kept).toBeNull();
  });

  it('listens only to its own frame on its own origin', () => {
    const frame = {} as Window;
    const event = (more: object): MessageEvent => ({ origin: 'o', source: frame, data: { nigiwai: 'checkout', type: 'ordered' }, ...more }) as unknown as MessageEvent;
    expect(checkoutMessage(event({}), frame, 'o')?.type).toBe('ordered');
    expect(checkoutMessage(event({ origin: 'evil' }), frame, 'o')).toBeNull();
    expect(checkoutMessage(event({ source: {} }), frame, 'o')).toBeNull();
    expect(checkoutMessage(event({ data: 'x' }), frame, 'o')).toBeNull();
    expect(checkoutMessage(event({}), null, 'o')).toBeNull();
  });
});
