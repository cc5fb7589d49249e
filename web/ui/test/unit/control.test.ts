import { describe, expect, it } from 'vitest';
import { may, type Account, type ControlView, type ListedOrder } from '../../src/control/control';
import { furthestCue, goodsOf, placeCues, type StageNews } from '../../src/control/goods';
import { shortcutOf, type Focused, type Press } from '../../src/control/keys';
import { movementOf } from '../../src/control/movement';
import { changeOrder, mergeOrders, ORDERS_KEPT_MAX } from '../../src/control/orders';
import { History, linePoints, PerMinute } from '../../src/control/rates';
import { lookAgainMillis } from '../../src/orders/order';
import { wayBack } from '../../src/login/way-back';
import { inOrder } from '../../src/shows/shelf';

const variant = (sku: string, left: number) => ({ sku, name: '', nameEn: '', price: 1000, left, of: 10, onHand: left + 1, held: 1, sold: 3 });
const product = (id: string) => ({
  id, name: id, nameEn: id, description: '', descriptionEn: '', images: [], taxRate: 10 as const, state: 'coming' as const, perBuyer: 2, variants: [variant(`${id}-1`, 5)],
});
const view: ControlView = {
  products: Array.from({ length: 9 }, (_, i) => product(`p${i + 1}`)),
  pins: [],
  rundown: ['p1', null, 'p2', 'p3'].map((id, i) => ({ position: i + 1, product: id, note: '', noteEn: '' })),
  orders: { count: 0, total: 0 },
};
const news = (more: Partial<StageNews> = {}): StageNews => ({ pins: () => [], saleOf: () => null, stockOf: () => null, ...more });

describe('the goods on the console', () => {
  it('are what the server answered until the timeline says otherwise', () => {
    const [first, second] = goodsOf(view, news({
      pins: () => ['p1'],
      saleOf: (id) => (id === 'p1' ? 'on_sale' : null),
      stockOf: (sku) => (sku === 'p1-1' ? { left: 2, of: 10 } : null),
    }));
    expect(first).toMatchObject({ state: 'on_sale', pinned: true, left: 2 });
    expect(first?.variants[0]).toMatchObject({ left: 2, onHand: 6, sold: 3 });
    expect(second).toMatchObject({ state: 'coming', pinned: false, left: 5 });
  });
  it('have a key for the first eight only', () => {
    const keys = goodsOf(view, news()).map((good) => good.key);
    expect(keys).toEqual(['1', '2', '3', '4', '5', '6', '7', '8', undefined]);
  });
});

describe('the rundown', () => {
  const standings = (pins: string[], furthest = -1) => placeCues(view.rundown, pins, furthest).map(({ standing }) => standing);
  it('starts with its first product as next', () => expect(standings([])).toEqual(['next', 'later', 'later', 'later']));
  it('is where the last pinned product is', () => {
    expect(standings(['p1'])).toEqual(['now', 'later', 'next', 'later']);
    expect(standings(['p1', 'p2'])).toEqual(['done', 'done', 'now', 'next']);
  });
  it('does not rewind when everything is unpinned', () => {
    const reached = furthestCue(placeCues(view.rundown, ['p2'], -1), -1);
    expect(standings([], reached)).toEqual(['done', 'done', 'done', 'next']);
  });
  it('ignores pins it has no cue for', () => expect(standings(['p1', 'p9'])).toEqual(['now', 'later', 'next', 'later']));
});

describe('orders', () => {
  const order = (n: number, state: ListedOrder['state'] = 'accepted'): ListedOrder => ({ id: `o${n}`, number: `N-${n}`, state, placedAt: n, buyer: '花', total: 100, lines: [] });
  it('are newest first, each once, the later answer holding', () => {
    const merged = mergeOrders([order(2), order(1, 'placed')], [order(3), order(1)]);
    expect(merged.map(({ id, state }) => [id, state])).toEqual([['o3', 'accepted'], ['o2', 'accepted'], ['o1', 'accepted']]);
  });
  it('are bounded', () => {
    const many = Array.from({ length: ORDERS_KEPT_MAX + 20 }, (_, n) => order(n));
    expect(mergeOrders([], many)).toHaveLength(ORDERS_KEPT_MAX);
  });
  it('change before they are read again, and ignore words they do not know', () => {
    expect(changeOrder([order(1, 'placed')], 'o1', 'accepted')[0]?.state).toBe('accepted');
    expect(changeOrder([order(1, 'placed')], 'o1', 'vanished')[0]?.state).toBe('placed');
  });
});

describe('shortcuts', () => {
  const press = (key: string, more: Partial<Press> = {}): Press => ({ key, keyCode: 0, isComposing: false, repeat: false, ctrlKey: false, metaKey: false, altKey: false, ...more });
  const at = (tag: string, more: Partial<Focused> = {}): Focused => ({ tag, editable: false, inDialog: false, ...more });
  it('pin by number, go on, undo and write', () => {
    expect(shortcutOf(press('3'), null)).toEqual({ act: 'toggle', index: 2 });
    expect(shortcutOf(press('N'), at('button'))).toEqual({ act: 'next' });
    expect(shortcutOf(press('z'), null)).toEqual({ act: 'undo' });
    expect(shortcutOf(press('/'), null)).toEqual({ act: 'comment' });
  });
  it.each(['input', 'textarea', 'select'])('are off in %s', (tag) => expect(shortcutOf(press('1'), at(tag))).toBeUndefined());
  it('are off while an input method composes, held down, with a modifier, or over a dialog', () => {
    expect(shortcutOf(press('1', { isComposing: true }), null)).toBeUndefined();
    expect(shortcutOf(press('1', { keyCode: 229 }), null)).toBeUndefined();
    expect(shortcutOf(press('1', { repeat: true }), null)).toBeUndefined();
    expect(shortcutOf(press('1', { ctrlKey: true }), null)).toBeUndefined();
    expect(shortcutOf(press('1'), at('button', { inDialog: true }))).toBeUndefined();
    expect(shortcutOf(press('1'), at('div', { editable: true }))).toBeUndefined();
  });
  it('lead through the conversation and decide on the first that waits', () => {
    expect(['c', 'q', 'H', 'a', 'y', 'x'].map((key) => shortcutOf(press(key), null))).toEqual([
      { act: 'tab', tab: 'comments' },
      { act: 'tab', tab: 'questions' },
      { act: 'tab', tab: 'held' },
      { act: 'answered' },
      { act: 'show-held' },
      { act: 'reject-held' },
    ]);
  });

  it('know nothing else', () => expect(['9', '0', 'k', 'Enter'].map((key) => shortcutOf(press(key), null))).toEqual([undefined, undefined, undefined, undefined]));
});

describe('a movement of stock', () => {
  const v = variant('a', 4);
  it('takes any width', () => expect(movementOf(v, 'in', '１２')).toEqual({ delta: 12, onHand: 17 }));
  it('never goes below what is held', () => {
    expect(movementOf(v, 'out', '4')).toEqual({ delta: -4, onHand: 1 });
    expect(movementOf(v, 'out', '5')).toBeUndefined();
  });
  it.each(['', '0', '-1', '1.5', 'abc', '99999'])('is not %s', (typed) => expect(movementOf(v, 'in', typed)).toBeUndefined());
});

describe('numbers over time', () => {
  it('count the last minute only, and no more than they keep', () => {
    const rate = new PerMinute(3);
    [0, 30_000, 61_000].forEach((at) => rate.add(at));
    expect(rate.count(61_000)).toBe(2);
    [62_000, 62_000, 62_000].forEach((at) => rate.add(at));
    expect(rate.count(62_000)).toBe(3);
  });
  it('are sampled at their interval', () => {
    const history = new History(5_000, 2);
    expect([0, 1_000, 5_000, 10_000].map((now) => history.sample(now, now))).toEqual([true, false, true, true]);
    expect(history.all()).toEqual([5_000, 10_000]);
  });
  it('are drawn inside their box, flat when nothing changes', () => {
    expect(linePoints([1, 3], 10, 4)).toBe('0.0,4.0 10.0,0.0');
    expect(linePoints([2, 2], 10, 4)).toBe('0.0,2.0 10.0,2.0');
    expect(linePoints([], 10, 4)).toBe('');
  });
});

describe('who may press what', () => {
  const who = (...roles: string[]): Account => ({ id: 's', name: '', roles });
  it('is for the owner everything, for others their part', () => {
    expect(may(who('owner'), 'key')).toBe(true);
    expect(may(who('producer'), 'sell')).toBe(true);
    expect(may(who('producer'), 'key')).toBe(false);
    expect(may(who('presenter'), 'pin')).toBe(true);
    expect(may(who('presenter'), 'sell')).toBe(false);
    expect(may(who('moderator'), 'moderate')).toBe(true);
    expect(may(who('cs'), 'orders')).toBe(true);
  });
});

describe('after logging in', () => {
  const origin = 'https://shop.example';
  it('leads back to our own page', () => expect(wayBack('?next=%2Fcontrol%2Fdemo%3Fa%3D1', origin)).toBe('/control/demo?a=1'));
  it.each(['', '?next=https://evil.example/', '?next=//evil.example', '?next=/\\evil.example', '?next=javascript:alert(1)', '?next=/%09/evil.example', '?next=/login?next=/x', '?next=/.//evil.example'])(
    'never leads elsewhere: %s',
    (query) => expect(wayBack(query, origin)).toBe('/'),
  );
});

describe('lists', () => {
  it('show what is on air first', () => {
    const show = (id: string, status: 'live' | 'ended' | 'waiting') => ({ id, title: id, status });
    expect(inOrder([show('a', 'ended'), show('b', 'waiting'), show('c', 'live')]).map(({ id }) => id)).toEqual(['c', 'b', 'a']);
  });
  it('look again at an order only while its payment is open', () => {
    expect(lookAgainMillis('placed', 0)).toBe(2_000);
    expect(lookAgainMillis('placed', 50)).toBe(15_000);
    expect(lookAgainMillis('accepted', 0)).toBeUndefined();
  });
});
